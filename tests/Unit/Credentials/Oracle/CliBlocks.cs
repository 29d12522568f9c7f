using System.Text.Json.Nodes;
using AliGatewaySignature.Tests.Credentials.Cloud;

namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>Files of the aliyun CLI that serve, or that are not there.</summary>
internal static class CliBlocks
{
    private static readonly JsonObject Ak = CliFile.Keys("default", "AK", "LTAIcli");

    private static readonly string Good = CliFile.Text("default", Ak);

    public static Block None { get; } = new() { Name = "" };

    public static Block PlainKeys { get; } = CliFile.Block("AK", Ak);

    public static Block Role { get; } = CliFile.Block(
        "RamRoleArn", CliFile.Keys("default", "RamRoleArn", "LTAIcli", ("ram_role_arn", CliFile.RoleArn)));

    public static Block Oidc { get; } = CliFile.Block("OIDC", CliFile.Oidc("default")).WithFile(CliFile.TokenFile, OidcBlocks.Token);

    public static Block Chain { get; } = CliFile.Block(
        "ChainableRamRoleArn", CliFile.Chain("default", "keys"), CliFile.Keys("keys", "AK", "LTAIcli"));

    public static Block EcsRole { get; } = CliFile.Block(
        "EcsRamRole",
        CliFile.Profile("default", "EcsRamRole", ("ram_role_name", MetadataService.DefaultRole))) with
    { Trait = Trait.AsksMetadata };

    /// <summary>One profile that serves by default, and another one.</summary>
    public static Block Two { get; } = CliFile.Block("AK and another profile", Ak, CliFile.Keys("work", "AK", "LTAIcliWork"));

    public static Block SwitchedOff { get; } = Off("AK, switched off", "ALIBABA_CLOUD_CLI_PROFILE_DISABLED");

    public static Block CredentialsUri { get; } =
        CliFile.Block("CredentialsURI", CliFile.Profile("default", "CredentialsURI", ("credentials_uri", "{cloud}/credentials/cli"))) with
        {
            Trait = Trait.CredentialsUriMode,
        };

    /// <summary>What every client reads alike.</summary>
    public static IReadOnlyList<Block> Plain { get; } =
    [
        None,
        PlainKeys,
        SwitchedOff,
        CliFile.Block("no profile in the file", CliFile.Text("default")) with { Standing = Standing.Absent },
        CliFile.Block("AK with a token", CliFile.TokenKeys("default", "AK")),
        CliFile.Block(
            "a name in Chinese", "\u751F\u4EA7", CliFile.Keys("default", "AK", "LTAIother"), CliFile.Keys("\u751F\u4EA7", "AK", "LTAIcli")),
        CliFile.Block("StsToken", CliFile.TokenKeys("default", "StsToken")),
        Role,
        CliFile.Block("RamRoleArn, everything set", CliFile.Keys("default", "RamRoleArn", "LTAIcli",
            ("ram_role_arn", CliFile.RoleArn), ("ram_session_name", "from-the-cli"), ("expired_seconds", 1800),
            ("sts_region", "cn-beijing"))),
        CliFile.Block(
            "RamRoleArn, zero seconds",
            CliFile.Keys("default", "RamRoleArn", "LTAIcli", ("ram_role_arn", CliFile.RoleArn), ("expired_seconds", 0))),
        CliFile.Block(
            "RamRoleArn, seconds as text",
            CliFile.Keys("default", "RamRoleArn", "LTAIcli", ("ram_role_arn", CliFile.RoleArn), ("expired_seconds", "1800"))),
        CliFile.Block("RamRoleArn, sts_endpoint", CliFile.Keys("default", "RamRoleArn", "LTAIcli",
            ("ram_role_arn", CliFile.RoleArn), ("sts_endpoint", "sts.eu-central-1.aliyuncs.com"), ("sts_region", "cn-beijing"))),
        CliFile.Block("RamRoleArn, enable_vpc", CliFile.Keys("default", "RamRoleArn", "LTAIcli",
            ("ram_role_arn", CliFile.RoleArn), ("enable_vpc", true), ("sts_region", "cn-beijing"))),
        CliFile.Block(
            "RamRoleArn, enable_vpc without a region",
            CliFile.Keys("default", "RamRoleArn", "LTAIcli", ("ram_role_arn", CliFile.RoleArn), ("enable_vpc", true))),
        EcsRole,
        CliFile.Block("EcsRamRole, empty name", CliFile.Profile("default", "EcsRamRole", ("ram_role_name", ""))) with
        {
            Trait = Trait.AsksMetadata,
        },
        Oidc,
        CliFile.Block(
            "OIDC, everything set",
            CliFile.Oidc("default", ("ram_session_name", "from-the-cli"), ("sts_region", "cn-beijing"), ("enable_vpc", true)))
            .WithFile(CliFile.TokenFile, OidcBlocks.Token),
        Chain,
        CliFile.Block("ChainableRamRoleArn, everything set",
            CliFile.Chain("default", "keys", ("ram_session_name", "from-the-cli"), ("expired_seconds", 1800), ("sts_region", "cn-beijing")),
            CliFile.Keys("keys", "AK", "LTAIcli")),
        CliFile.Block(
            "ChainableRamRoleArn, two levels",
            CliFile.Chain("default", "middle"),
            CliFile.Chain("middle", "keys"),
            CliFile.Keys("keys", "AK", "LTAIcli")),
        CliFile.Block("ChainableRamRoleArn over StsToken", CliFile.Chain("default", "keys"), CliFile.TokenKeys("keys", "StsToken")),
        CliFile.Block("ChainableRamRoleArn over RamRoleArn",
            CliFile.Chain("default", "keys"), CliFile.Keys("keys", "RamRoleArn", "LTAIcli", ("ram_role_arn", "acs:ram::1:role/first"))),
        CliFile.Block(
            "ChainableRamRoleArn over EcsRamRole",
            CliFile.Chain("default", "machine"),
            CliFile.Profile("machine", "EcsRamRole")) with { Trait = Trait.AsksMetadata },
        CliFile.Block("ChainableRamRoleArn over OIDC", CliFile.Chain("default", "token"), CliFile.Oidc("token"))
            .WithFile(CliFile.TokenFile, OidcBlocks.Token),
        CliFile.Block(
            "current is not the first", "second", CliFile.Keys("first", "AK", "LTAIfirst"), CliFile.Keys("second", "AK", "LTAIsecond")),
        CliFile.Block("fields that nobody knows", CliFile.Keys("default", "AK", "LTAIcli",
            ("region_id", "cn-hangzhou"), ("retry_count", 3), ("new_in_2030", new JsonObject { ["deep"] = true }))),
        CliFile.Block("the same name twice", Ak, CliFile.Keys("default", "AK", "LTAIother")),
        Two,
        CliFile.Block("CRLF", Good.Replace("\n", "\r\n", StringComparison.Ordinal)) with { Profiles = ["default"] },
    ];

    /// <summary>What this module reads otherwise than the npm package.</summary>
    public static IReadOnlyList<Block> Remarkable { get; } =
    [
        CliFile.Block("BOM", '\uFEFF' + Good) with { Trait = Trait.ByteOrderMark, Profiles = ["default"] },
        CliFile.Block("no current", (string?)null, Ak) with { Trait = Trait.DefaultWithoutCurrent },
        CliFile.Block("current is empty", "", Ak) with { Trait = Trait.DefaultWithoutCurrent },
        CliFile.Block(
            "AK in blanks",
            CliFile.Profile(
                "default",
                "AK",
                ("access_key_id", " LTAIcli "),
                ("access_key_secret", CloudKeys.SecretOf("LTAIcli") + "\n"))) with { Trait = Trait.PaddedValue },
        CliFile.Block("RamRoleArn, external_id", CliFile.Keys("default", "RamRoleArn", "LTAIcli",
            ("ram_role_arn", CliFile.RoleArn), ("external_id", "theirs"))) with { Trait = Trait.ExternalId },
        CliFile.Block("RamRoleArn, sts_token", CliFile.TokenKeys("default", "RamRoleArn", ("ram_role_arn", CliFile.RoleArn))) with
        {
            Trait = Trait.TokenOfCaller,
        },
        CliFile.Block("ChainableRamRoleArn, external_id",
            CliFile.Chain("default", "keys", ("external_id", "theirs")), CliFile.Keys("keys", "AK", "LTAIcli")) with
            {
                Trait = Trait.ExternalId,
            },
        CliFile.Block("ChainableRamRoleArn, sts_endpoint",
            CliFile.Chain(
                "default",
                "keys",
                ("sts_endpoint", "sts.eu-central-1.aliyuncs.com")), CliFile.Keys("keys", "AK", "LTAIcli")) with
                {
                    Trait = Trait.StsHostOfProfile,
                },
        CliFile.Block("ChainableRamRoleArn, enable_vpc",
            CliFile.Chain(
                "default",
                "keys",
                ("sts_region", "cn-beijing"),
                ("enable_vpc", true)), CliFile.Keys("keys", "AK", "LTAIcli")) with { Trait = Trait.StsHostOfProfile },
        (CliFile.Block("OIDC, sts_endpoint", CliFile.Oidc("default", ("sts_endpoint", "sts.eu-central-1.aliyuncs.com"))) with
        {
            Trait = Trait.StsHostOfProfile,
        })
            .WithFile(CliFile.TokenFile, OidcBlocks.Token),
        (CliFile.Block("OIDC, expired_seconds", CliFile.Oidc("default", ("expired_seconds", 1800))) with { Trait = Trait.DurationOfOidc })
            .WithFile(CliFile.TokenFile, OidcBlocks.Token),
        CredentialsUri,
        CloudSso("keys in the file", "{soon}") with { Trait = Trait.CachedSignIn },
        CloudSso("keys ended", "{past}") with { Trait = Trait.EndedSignIn },
        CliFile.Block("CloudSSO, no keys yet", CliFile.Profile("default", "CloudSSO",
            ("access_token", SignInService.AccessToken), ("cloud_sso_sign_in_url", "https://signin.example.com/login"))) with
            {
                Trait = Trait.EndedSignIn,
            },
        OAuth("keys in the file", "{soon}") with { Trait = Trait.CachedSignIn },
        OAuth("keys ended", "{past}") with { Trait = Trait.EndedSignIn },
        Off("AK, ignored", "ALIBABA_CLOUD_IGNORE_PROFILE") with { Trait = Trait.SwitchedOffForCli },
        CliFile.Block("another file", string.Empty) with
        {
            Trait = Trait.FileOfVariable,
            Variables = Texts.Create(("ALIBABA_CLOUD_CONFIG_FILE", "{home}/elsewhere.json")),
            Files = Texts.Create(("elsewhere.json", CliFile.Text("default", CliFile.Keys("default", "AK", "LTAIelsewhere")))),
        },
    ];

    public static IReadOnlyList<Block> All { get; } = [.. Plain, .. Remarkable, .. CliFailures.All, .. CliPrograms.All];

    private static Block Off(string name, string variable) => PlainKeys with
    {
        Name = "cli: " + name,
        Standing = Standing.Absent,
        Profiles = [],
        Variables = Texts.Create((variable, "TRUE")),
    };

    private static Block CloudSso(string name, string end) => CliFile.Block("CloudSSO, " + name, CliFile.TokenKeys("default", "CloudSSO",
        ("sts_expiration", end),
        ("access_token", SignInService.AccessToken),
        ("cloud_sso_access_token_expire", "{soon}"),
        ("cloud_sso_sign_in_url", "https://signin-cn-shanghai.alibabacloudsso.com/start/login"),
        ("cloud_sso_account_id", "1"),
        ("cloud_sso_access_config", "ac-1")));

    private static Block OAuth(string name, string end) => CliFile.Block("OAuth, " + name, CliFile.TokenKeys("default", "OAuth",
        ("sts_expiration", end),
        ("oauth_site_type", "CN"),
        ("oauth_access_token", SignInService.AccessToken),
        ("oauth_access_token_expire", "{soon}"),
        ("oauth_refresh_token", SignInService.RefreshToken)));
}

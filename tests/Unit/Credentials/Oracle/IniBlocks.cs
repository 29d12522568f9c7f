using AliGatewaySignature.Tests.Credentials.Cloud;

namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>The SDKs' ini file.</summary>
internal static class IniBlocks
{
    private const string Path = ".alibabacloud/credentials";
    private const string TokenFile = "tokens/ini";
    private const string RoleArn = "acs:ram::1:role/ini";
    private const string Role = "role_arn = " + RoleArn;

    private static readonly string Keys = KeysOf("LTAIini");

    private static readonly string Plain = Section("default", "type = access_key", Keys);

    public static Block None { get; } = new() { Name = "" };

    public static Block PlainKeys { get; } = Create("access_key", Plain);

    public static Block AssumedRole { get; } = Create("ram_role_arn", Section("default", "type = ram_role_arn", Keys, Role));

    public static Block EcsRole { get; } = Create(
        "ecs_ram_role",
        Section("default", "type = ecs_ram_role", "role_name = " + MetadataService.DefaultRole)) with
    { Trait = Trait.AsksMetadata };

    public static Block Oidc { get; } = (Create("oidc_role_arn", Section(
        "default", "type = oidc_role_arn", Role, "oidc_provider_arn = " + OidcBlocks.ProviderArn,
        "oidc_token_file_path = {home}/" + TokenFile)) with
    { Trait = Trait.DotNetFields })
        .WithFile(TokenFile, OidcBlocks.Token);

    public static Block Two { get; } = Create(
        "access_key and another section", Plain + Section("work", "type = access_key", KeysOf("LTAIiniWork")), "default", "work");

    public static Block Dotted { get; } = Create("dotted name", Section("team.work", "type = access_key", Keys), "team.work") with
    {
        Standing = Standing.Absent,
        Trait = Trait.IniText,
    };

    public static Block NoDefault { get; } = Create(
        "no default section", Section("work", "type = access_key", KeysOf("LTAIiniWork")), "work") with
    { Standing = Standing.Absent };

    public static Block UnknownType { get; } = Failing("unknown type", Section("default", "type = telepathy", Keys));

    public static IReadOnlyList<Block> All { get; } =
    [
        None,
        PlainKeys,
        Create("CRLF", Plain.Replace("\n", "\r\n", StringComparison.Ordinal)),
        Create("comments", "; one\n# another\n\n" + Plain.Replace("\n", "\n  ; in between\n# and\n", StringComparison.Ordinal)),
        Create("comments behind values", Plain.Replace("access_key\n", "access_key ; the simplest\n", StringComparison.Ordinal)
            .Replace("LTAIini", "LTAIini # the id", StringComparison.Ordinal)),
        Create("double quotes", Plain.Replace("LTAIini", "\"LTAIini\"", StringComparison.Ordinal)),
        Create("single quotes", Plain.Replace("LTAIini", "'LTAIini'", StringComparison.Ordinal)),
        Create("blanks around the section's name", Plain.Replace("[default]", "[ default ]", StringComparison.Ordinal)),
        Create("no blanks", Plain.Replace(" = ", "=", StringComparison.Ordinal)),
        Create("the same key twice", Plain + "access_key_id = LTAIini2\naccess_key_secret = " + CloudKeys.SecretOf("LTAIini2") + "\n"),
        Create("the same section twice", Plain + Section("other", "type = access_key") + Section("default", KeysOf("LTAIini2"))),
        Create("unknown keys", Plain + "colour = blue\nlonely\n"),
        Create("file of the variable", Plain) with
        {
            Variables = Texts.Create(("ALIBABA_CLOUD_CREDENTIALS_FILE", "{home}/mine")),
            Files = Texts.Create(("mine", Plain)),
        },
        Create("both file names", Plain).WithFile(Path + ".ini", Plain.Replace("LTAIini", "LTAIother", StringComparison.Ordinal)),
        Two,
        NoDefault,
        Create("empty file", "\n") with { Standing = Standing.Absent, Profiles = [] },
        EcsRole,
        Create("ecs_ram_role without name", Section("default", "type = ecs_ram_role")) with { Trait = Trait.AsksMetadata },
        AssumedRole,
        Create("ram_role_arn, everything set", Section(
            "default", "type = ram_role_arn", Keys, Role, "role_session_name = from-the-ini", "policy = a-policy")),

        Create("BOM", '\uFEFF' + Plain) with { Trait = Trait.ByteOrderMark },
        Create("names in upper case", Plain.Replace("access_key_id", "ACCESS_KEY_ID", StringComparison.Ordinal)) with
        {
            Trait = Trait.DotNetFields,
        },
        Create("credentials.ini", Plain) with { Trait = Trait.DotNetName, Files = Texts.Create((Path + ".ini", Plain)) },
        Create("ram_role_arn, external_id", Section("default", "type = ram_role_arn", Keys, Role, "external_id = theirs")) with
        {
            Trait = Trait.DotNetFields,
        },
        Create("ram_role_arn, sts_region", Section("default", "type = ram_role_arn", Keys, Role, "sts_region = cn-beijing")) with
        {
            Trait = Trait.DotNetFields,
        },
        Create("ram_role_arn, enable_vpc", Section(
            "default",
            "type = ram_role_arn",
            Keys,
            Role,
            "sts_region = cn-beijing",
            "enable_vpc = true")) with { Trait = Trait.DotNetFields },
        Create("ram_role_arn, duration_seconds", Section("default", "type = ram_role_arn", Keys, Role, "duration_seconds = 1800")),
        Oidc,
        Create("comment behind the section's name", Plain.Replace("[default]", "[default] ; mine", StringComparison.Ordinal)) with
        {
            Trait = Trait.IniText,
        },
        Create("blanks before the section's name", "  " + Plain) with { Trait = Trait.IniText },
        Create("quotes and a comment", Plain.Replace("LTAIini", "\"LTAIini\" ; mine", StringComparison.Ordinal)) with
        {
            Trait = Trait.IniText,
        },
        Create("semicolon within a value", Plain.Replace("LTAIini", "LTAI;ini", StringComparison.Ordinal)) with { Trait = Trait.IniText },
        Dotted,

        UnknownType,
        Failing("no type", Section("default", Keys)),
        Failing("no secret", Section("default", "type = access_key", "access_key_id = LTAIini")),
        Failing("empty id", Section("default", "type = access_key", "access_key_id =", "access_key_secret = secret")),
        Failing("ram_role_arn without role", Section("default", "type = ram_role_arn", Keys)),
        Failing("ram_role_arn, role refused", Section(
            "default", "type = ram_role_arn", Keys, "role_arn = acs:ram::1:role/" + StsService.ForbiddenRole)),
        Failing("oidc_role_arn, file missing", Section(
            "default",
            "type = oidc_role_arn",
            Role,
            "oidc_provider_arn = " + OidcBlocks.ProviderArn,
            "oidc_token_file_path = {home}/gone")),
        Failing("rsa_key_pair", Section("default", "type = rsa_key_pair", "public_key_id = id", "private_key_file = {home}/gone")),
        Create("file of the variable, missing", Plain) with
        {
            Trait = Trait.NamedFileMissing,
            Profiles = [],
            Variables = Texts.Create(("ALIBABA_CLOUD_CREDENTIALS_FILE", "{home}/gone")),
        },
    ];

    private static Block Create(string name, string text, params string[] profiles) => new()
    {
        Name = "ini: " + name,
        Standing = Standing.Present,
        Profiles = profiles.Length == 0 ? ["default"] : profiles,
        Files = Texts.Create((Path, text)),
    };

    private static Block Failing(string name, string text) => Create(name, text) with { Trait = Trait.Broken };

    private static string Section(string name, params string[] lines) => $"[{name}]\n{string.Join('\n', lines)}\n";

    private static string KeysOf(string id) => $"access_key_id = {id}\naccess_key_secret = {CloudKeys.SecretOf(id)}";
}

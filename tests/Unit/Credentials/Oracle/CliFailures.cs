using System.Text.Json.Nodes;
using AliGatewaySignature.Tests.Credentials.Cloud;

namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>Files of the aliyun CLI that are there, and do not serve.</summary>
internal static class CliFailures
{
    private const string Forbidden = "acs:ram::1:role/" + StsService.ForbiddenRole;

    private static readonly string Good = CliFile.Text("default", CliFile.Keys("default", "AK", "LTAIcli"));

    public static Block UnknownMode { get; } = Create("unknown mode", CliFile.Keys("default", "Telepathy", "LTAIcli"));

    public static IReadOnlyList<Block> All { get; } =
    [
        UnknownMode,
        Create("not JSON", "{\"current\": \"default\", "),
        Create("cut off behind a profile", Good[..(Good.IndexOf('}', StringComparison.Ordinal) + 1)]),
        Create("a comma too many", Good.Replace("}\n", "},\n", StringComparison.Ordinal)),
        Create("text behind the end", Good + "}"),
        Create("single quotes", Good.Replace('"', '\'')),
        Create("a JSON list", "[]"),
        Create("no profiles field", "{\"current\":\"default\"}"),
        Create("no mode", CliFile.Profile(
            "default", null, ("access_key_id", "LTAIcli"), ("access_key_secret", CloudKeys.SecretOf("LTAIcli")))),
        Create("AK without secret", CliFile.Profile("default", "AK", ("access_key_id", "LTAIcli"))),
        Create("AK with an empty id", CliFile.Profile("default", "AK", ("access_key_id", ""), ("access_key_secret", "secret"))),
        Create("StsToken without token", CliFile.Keys("default", "StsToken", "LTAIcli")),
        Create("mode in lower case", CliFile.Keys("default", "ak", "LTAIcli")),
        Create("RamRoleArn without role", CliFile.Keys("default", "RamRoleArn", "LTAIcli")),
        Create("RamRoleArn without secret", CliFile.Profile(
            "default", "RamRoleArn", ("access_key_id", "LTAIcli"), ("ram_role_arn", CliFile.RoleArn))),
        Create("RamRoleArn, role refused", CliFile.Keys("default", "RamRoleArn", "LTAIcli", ("ram_role_arn", Forbidden))),
        Create("RamRoleArn, caller unknown", CliFile.Keys("default", "RamRoleArn", "nobody", ("ram_role_arn", CliFile.RoleArn))),
        Create("RamRoleArn, ten minutes", CliFile.Keys(
            "default", "RamRoleArn", "LTAIcli", ("ram_role_arn", CliFile.RoleArn), ("expired_seconds", 600))),
        Create("RamRoleArn, fourteen hours", CliFile.Keys(
            "default", "RamRoleArn", "LTAIcli", ("ram_role_arn", CliFile.RoleArn), ("expired_seconds", 50_400))),
        Create("RamRoleArn, seconds in words", CliFile.Keys(
            "default", "RamRoleArn", "LTAIcli", ("ram_role_arn", CliFile.RoleArn), ("expired_seconds", "an hour"))),
        Create("RamRoleArn, wrong session name", CliFile.Keys(
            "default", "RamRoleArn", "LTAIcli", ("ram_role_arn", CliFile.RoleArn), ("ram_session_name", "a b"))),
        Create("RamRoleArn, role is no ARN", CliFile.Keys("default", "RamRoleArn", "LTAIcli", ("ram_role_arn", "reader"))),
        Create("OIDC without role", CliFile.Profile(
            "default", "OIDC", ("oidc_provider_arn", OidcBlocks.ProviderArn), ("oidc_token_file", "{home}/" + CliFile.TokenFile)))
            .WithFile(CliFile.TokenFile, OidcBlocks.Token),
        Create("ChainableRamRoleArn without role", CliFile.Profile(
            "default", "ChainableRamRoleArn", ("source_profile", "keys")), CliFile.Keys("keys", "AK", "LTAIcli")),
        Create("OIDC without file", CliFile.Profile(
            "default", "OIDC", ("oidc_provider_arn", OidcBlocks.ProviderArn), ("ram_role_arn", CliFile.RoleArn))),
        Create("OIDC, file missing", CliFile.Oidc("default")),
        Create("ChainableRamRoleArn without source", CliFile.Keys(
            "default", "ChainableRamRoleArn", "LTAIcli", ("ram_role_arn", CliFile.RoleArn))),
        Create("ChainableRamRoleArn, source unknown", CliFile.Chain("default", "nobody")),
        Create("ChainableRamRoleArn, source refused", CliFile.Chain("default", "first"), CliFile.Keys(
            "first", "RamRoleArn", "LTAIcli", ("ram_role_arn", Forbidden))),
        Create("ChainableRamRoleArn in a circle", CliFile.Chain("default", "b"), CliFile.Chain("b", "default")),
        Create("ChainableRamRoleArn over itself", CliFile.Chain("default", "default")),
        Create("External without command", CliFile.Profile("default", "External")),
        Create("RsaKeyPair", CliFile.Profile("default", "RsaKeyPair", ("private_key", "k"), ("key_pair_name", "n"))),
        Create("Anonymous", CliFile.Profile("default", "Anonymous")),
        Create("BearerToken", CliFile.Profile("default", "BearerToken", ("bearer_token", "t"))),
        CliFile.Block("current names no profile", "gone", CliFile.Keys("default", "AK", "LTAIcli")) with { Trait = Trait.Broken },
        CliFile.Block("another file, missing", string.Empty) with
        {
            Trait = Trait.NamedFileMissing,
            Files = Texts.Create(),
            Variables = Texts.Create(("ALIBABA_CLOUD_CONFIG_FILE", "{home}/elsewhere.json")),
        },
    ];

    private static Block Create(string name, params JsonObject[] profiles) => CliFile.Block(name, profiles) with { Trait = Trait.Broken };

    private static Block Create(string name, string text) => CliFile.Block(name, text) with { Trait = Trait.Broken };
}

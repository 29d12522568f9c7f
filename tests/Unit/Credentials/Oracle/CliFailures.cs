using System.Text.Json.Nodes;
using AliGatewaySignature.Tests.Credentials.Cloud;

namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>Files of the aliyun CLI that are there, and do not serve.</summary>
internal static class CliFailures
{
    private const string Forbidden = "acs:ram::1:role/" + StsService.ForbiddenRole;

    private static readonly string Good = CliFile.Text("default", CliFile.Keys("default", "AK", "LTAIcli"));

    public static Block UnknownMode { get; } = Of("unknown mode", CliFile.Keys("default", "Telepathy", "LTAIcli"));

    public static IReadOnlyList<Block> All { get; } =
    [
        UnknownMode,
        Of("not JSON", "{\"current\": \"default\", "),
        Of("cut off behind a profile", Good[..(Good.IndexOf('}', StringComparison.Ordinal) + 1)]),
        Of("a comma too many", Good.Replace("}\n", "},\n", StringComparison.Ordinal)),
        Of("text behind the end", Good + "}"),
        Of("single quotes", Good.Replace('"', '\'')),
        Of("a JSON list", "[]"),
        Of("no profiles field", "{\"current\":\"default\"}"),
        Of("no mode", CliFile.Profile("default", null, ("access_key_id", "LTAIcli"), ("access_key_secret", CloudKeys.SecretOf("LTAIcli")))),
        Of("AK without secret", CliFile.Profile("default", "AK", ("access_key_id", "LTAIcli"))),
        Of("AK with an empty id", CliFile.Profile("default", "AK", ("access_key_id", ""), ("access_key_secret", "secret"))),
        Of("StsToken without token", CliFile.Keys("default", "StsToken", "LTAIcli")),
        Of("mode in lower case", CliFile.Keys("default", "ak", "LTAIcli")),
        Of("RamRoleArn without role", CliFile.Keys("default", "RamRoleArn", "LTAIcli")),
        Of("RamRoleArn without secret", CliFile.Profile(
            "default", "RamRoleArn", ("access_key_id", "LTAIcli"), ("ram_role_arn", CliFile.RoleArn))),
        Of("RamRoleArn, role refused", CliFile.Keys("default", "RamRoleArn", "LTAIcli", ("ram_role_arn", Forbidden))),
        Of("RamRoleArn, caller unknown", CliFile.Keys("default", "RamRoleArn", "nobody", ("ram_role_arn", CliFile.RoleArn))),
        Of("RamRoleArn, ten minutes", CliFile.Keys(
            "default", "RamRoleArn", "LTAIcli", ("ram_role_arn", CliFile.RoleArn), ("expired_seconds", 600))),
        Of("RamRoleArn, fourteen hours", CliFile.Keys(
            "default", "RamRoleArn", "LTAIcli", ("ram_role_arn", CliFile.RoleArn), ("expired_seconds", 50_400))),
        Of("RamRoleArn, seconds in words", CliFile.Keys(
            "default", "RamRoleArn", "LTAIcli", ("ram_role_arn", CliFile.RoleArn), ("expired_seconds", "an hour"))),
        Of("RamRoleArn, wrong session name", CliFile.Keys(
            "default", "RamRoleArn", "LTAIcli", ("ram_role_arn", CliFile.RoleArn), ("ram_session_name", "a b"))),
        Of("RamRoleArn, role is no ARN", CliFile.Keys("default", "RamRoleArn", "LTAIcli", ("ram_role_arn", "reader"))),
        Of("OIDC without role", CliFile.Profile(
            "default", "OIDC", ("oidc_provider_arn", OidcBlocks.ProviderArn), ("oidc_token_file", "{home}/" + CliFile.TokenFile)))
            .WithFile(CliFile.TokenFile, OidcBlocks.Token),
        Of("ChainableRamRoleArn without role", CliFile.Profile(
            "default", "ChainableRamRoleArn", ("source_profile", "keys")), CliFile.Keys("keys", "AK", "LTAIcli")),
        Of("OIDC without file", CliFile.Profile(
            "default", "OIDC", ("oidc_provider_arn", OidcBlocks.ProviderArn), ("ram_role_arn", CliFile.RoleArn))),
        Of("OIDC, file missing", CliFile.Oidc("default")),
        Of("ChainableRamRoleArn without source", CliFile.Keys(
            "default", "ChainableRamRoleArn", "LTAIcli", ("ram_role_arn", CliFile.RoleArn))),
        Of("ChainableRamRoleArn, source unknown", CliFile.Chain("default", "nobody")),
        Of("ChainableRamRoleArn, source refused", CliFile.Chain("default", "first"), CliFile.Keys(
            "first", "RamRoleArn", "LTAIcli", ("ram_role_arn", Forbidden))),
        Of("ChainableRamRoleArn in a circle", CliFile.Chain("default", "b"), CliFile.Chain("b", "default")),
        Of("ChainableRamRoleArn over itself", CliFile.Chain("default", "default")),
        Of("External without command", CliFile.Profile("default", "External")),
        Of("RsaKeyPair", CliFile.Profile("default", "RsaKeyPair", ("private_key", "k"), ("key_pair_name", "n"))),
        Of("Anonymous", CliFile.Profile("default", "Anonymous")),
        Of("BearerToken", CliFile.Profile("default", "BearerToken", ("bearer_token", "t"))),
        CliFile.Block("current names no profile", "gone", CliFile.Keys("default", "AK", "LTAIcli")) with { Trait = Trait.Broken },
        CliFile.Block("another file, missing", string.Empty) with
        {
            Trait = Trait.NamedFileMissing,
            Files = Texts.Of(),
            Variables = Texts.Of(("ALIBABA_CLOUD_CONFIG_FILE", "{home}/elsewhere.json")),
        },
    ];

    private static Block Of(string name, params JsonObject[] profiles) => CliFile.Block(name, profiles) with { Trait = Trait.Broken };

    private static Block Of(string name, string text) => CliFile.Block(name, text) with { Trait = Trait.Broken };
}

using AliGatewaySignature.Tests.Credentials.Cloud;

namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>Keys in the environment.</summary>
internal static class KeysBlocks
{
    private const string Id = "ALIBABA_CLOUD_ACCESS_KEY_ID";
    private const string Secret = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
    private const string Token = "ALIBABA_CLOUD_SECURITY_TOKEN";

    private static readonly CloudKeys Temporary = CloudKeys.Temporary("environment");

    public static Block None { get; } = new() { Name = "" };

    public static Block Permanent { get; } = Create(
        "id and secret", Trait.None, (Id, "LTAIenvironment"), (Secret, CloudKeys.SecretOf("LTAIenvironment")));

    public static IReadOnlyList<Block> All { get; } =
    [
        None,
        Permanent,
        Create("id, secret and token", Trait.None, (Id, Temporary.AccessKeyId), (Secret, Temporary.AccessKeySecret),
            (Token, Temporary.SecurityToken)),
        Create("id only", Trait.HalfKeys, (Id, "LTAIenvironment")),
        Create("secret only", Trait.HalfKeys, (Secret, CloudKeys.SecretOf("LTAIenvironment"))),
        Create("id, blank secret", Trait.HalfKeys, (Id, "LTAIenvironment"), (Secret, " ")),
        Create("id and secret, empty token", Trait.None, (Id, "LTAIenvironment"), (Secret, CloudKeys.SecretOf("LTAIenvironment")),
            (Token, "")),
        Create("id and secret, blank token", Trait.BlankValue, (Id, "LTAIenvironment"),
            (Secret, CloudKeys.SecretOf("LTAIenvironment")), (Token, " ")),
        Create("id and secret in blanks", Trait.PaddedValue, (Id, " LTAIenvironment "),
            (Secret, CloudKeys.SecretOf("LTAIenvironment") + "\n")),
        Create("empty values", Trait.None, (Id, ""), (Secret, "")) with { Standing = Standing.Absent },
        Create("blank values", Trait.BlankValue, (Id, " "), (Secret, "\t")) with { Standing = Standing.Absent },
        Create("token only", Trait.None, (Token, Temporary.SecurityToken)) with { Standing = Standing.Absent },
    ];

    private static Block Create(string name, Trait trait, params (string Name, string Value)[] variables) => new()
    {
        Name = "keys: " + name,
        Trait = trait,
        Standing = Standing.Present,
        Variables = Texts.Create(variables),
    };
}

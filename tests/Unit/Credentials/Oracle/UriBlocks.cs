namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>An address that hands out keys.</summary>
internal static class UriBlocks
{
    public static Block None { get; } = new() { Name = "" };

    public static Block Ok { get; } = Of("ok", "{cloud}/credentials/ok");

    public static Block Fails { get; } = Of("fails", "{cloud}/credentials/fails");

    public static IReadOnlyList<Block> All { get; } =
    [
        None,
        Ok,
        Fails,
        Of("https", "https://keys.example.com/credentials/ok"),
        Of("without a code", "{cloud}/credentials/no-code"),
        Of("code not Success", "{cloud}/credentials/code-failed"),
        Of("wrong JSON", "{cloud}/credentials/wrong-json"),
        Of("no token", "{cloud}/credentials/no-token"),
        Of("not there", "{cloud}/nothing"),
        Of("no address", "keys"),
        Of("no expiration", "{cloud}/credentials/no-expiration") with { Trait = Trait.UnknownExpiration },
        Of("keys ended", "{cloud}/credentials/ended") with { Trait = Trait.EndedKeys },
        Of("open http", "http://keys.example.com/credentials/ok") with { Trait = Trait.OpenAddress },
    ];

    private static Block Of(string name, string address) => new()
    {
        Name = "uri: " + name,
        Standing = Standing.Present,
        Variables = Texts.Of(("ALIBABA_CLOUD_CREDENTIALS_URI", address)),
    };
}

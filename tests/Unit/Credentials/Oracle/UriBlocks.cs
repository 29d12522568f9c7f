namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>An address that hands out keys.</summary>
internal static class UriBlocks
{
    public static Block None { get; } = new() { Name = "" };

    public static Block Ok { get; } = Create("ok", "{cloud}/credentials/ok");

    public static Block Fails { get; } = Create("fails", "{cloud}/credentials/fails");

    public static IReadOnlyList<Block> All { get; } =
    [
        None,
        Ok,
        Fails,
        Create("https", "https://keys.example.com/credentials/ok"),
        Create("without a code", "{cloud}/credentials/no-code"),
        Create("code not Success", "{cloud}/credentials/code-failed"),
        Create("wrong JSON", "{cloud}/credentials/wrong-json"),
        Create("no token", "{cloud}/credentials/no-token"),
        Create("not there", "{cloud}/nothing"),
        Create("no address", "keys"),
        Create("no expiration", "{cloud}/credentials/no-expiration") with { Trait = Trait.UnknownExpiration },
        Create("keys ended", "{cloud}/credentials/ended") with { Trait = Trait.EndedKeys },
        Create("open http", "http://keys.example.com/credentials/ok") with { Trait = Trait.OpenAddress },
    ];

    private static Block Create(string name, string address) => new()
    {
        Name = "uri: " + name,
        Standing = Standing.Present,
        Variables = Texts.Create(("ALIBABA_CLOUD_CREDENTIALS_URI", address)),
    };
}

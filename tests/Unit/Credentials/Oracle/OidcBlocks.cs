using AliGatewaySignature.Tests.Credentials.Cloud;

namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>An OIDC role in the environment, as Kubernetes sets it up.</summary>
internal static class OidcBlocks
{
    public const string ProviderArn = "acs:ram::1:oidc-provider/cluster";
    public const string TokenFile = "tokens/cluster";
    public const string Token = "header.payload.signature";

    private const string Role = "ALIBABA_CLOUD_ROLE_ARN";
    private const string Provider = "ALIBABA_CLOUD_OIDC_PROVIDER_ARN";
    private const string File = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";
    private const string RoleArn = "acs:ram::1:role/pod";

    public static Block None { get; } = new() { Name = "" };

    public static Block Complete { get; } = Create(
        "complete", Token, Trait.None, (Role, RoleArn), (Provider, ProviderArn), (File, "{home}/" + TokenFile));

    /// <summary>Other tools read the role too, so that alone it says nothing about OIDC.</summary>
    public static Block RoleOnly { get; } = Create("role only", null, Trait.None, (Role, RoleArn)) with { Standing = Standing.Absent };

    public static IReadOnlyList<Block> All { get; } =
    [
        None,
        Complete,
        RoleOnly,
        Create("session name", Token, Trait.None, (Role, RoleArn), (Provider, ProviderArn), (File, "{home}/" + TokenFile),
            ("ALIBABA_CLOUD_ROLE_SESSION_NAME", "pod-7")),
        Create("token ends with a new line", Token + "\n", Trait.TokenWithBlanks, (Role, RoleArn), (Provider, ProviderArn),
            (File, "{home}/" + TokenFile)),
        Create("no token file", null, Trait.FailingOidc, (Role, RoleArn), (Provider, ProviderArn), (File, "{home}/" + TokenFile)),
        Create("empty token file", "", Trait.FailingOidc, (Role, RoleArn), (Provider, ProviderArn), (File, "{home}/" + TokenFile)),
        Create("role refused", Token, Trait.FailingOidc, (Role, "acs:ram::1:role/" + StsService.ForbiddenRole),
            (Provider, ProviderArn), (File, "{home}/" + TokenFile)),
        Create("token refused", StsService.WorthlessToken, Trait.FailingOidc, (Role, RoleArn), (Provider, ProviderArn),
            (File, "{home}/" + TokenFile)),
        Create("provider only", null, Trait.PartialOidc, (Provider, ProviderArn)),
        Create("file only", Token, Trait.PartialOidc, (File, "{home}/" + TokenFile)),
        Create("no provider", Token, Trait.PartialOidc, (Role, RoleArn), (File, "{home}/" + TokenFile)),
        Create("no file named", null, Trait.PartialOidc, (Role, RoleArn), (Provider, ProviderArn)),
        Create("blank role", Token, Trait.PartialOidc, (Role, " "), (Provider, ProviderArn), (File, "{home}/" + TokenFile)),
    ];

    private static Block Create(string name, string? token, Trait trait, params (string Name, string Value)[] variables) => new()
    {
        Name = "oidc: " + name,
        Trait = trait,
        Standing = Standing.Present,
        Variables = Texts.Create(variables),
        Files = token is null ? Texts.Create() : Texts.Create((TokenFile, token)),
    };
}

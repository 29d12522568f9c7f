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

    public static Block Complete { get; } = Of(
        "complete", Token, Trait.None, (Role, RoleArn), (Provider, ProviderArn), (File, "{home}/" + TokenFile));

    /// <summary>Other tools read the role too, so that alone it says nothing about OIDC.</summary>
    public static Block RoleOnly { get; } = Of("role only", null, Trait.None, (Role, RoleArn)) with { Standing = Standing.Absent };

    public static IReadOnlyList<Block> All { get; } =
    [
        None,
        Complete,
        RoleOnly,
        Of("session name", Token, Trait.None, (Role, RoleArn), (Provider, ProviderArn), (File, "{home}/" + TokenFile),
            ("ALIBABA_CLOUD_ROLE_SESSION_NAME", "pod-7")),
        Of("token ends with a new line", Token + "\n", Trait.TokenWithBlanks, (Role, RoleArn), (Provider, ProviderArn),
            (File, "{home}/" + TokenFile)),
        Of("no token file", null, Trait.FailingOidc, (Role, RoleArn), (Provider, ProviderArn), (File, "{home}/" + TokenFile)),
        Of("empty token file", "", Trait.FailingOidc, (Role, RoleArn), (Provider, ProviderArn), (File, "{home}/" + TokenFile)),
        Of("role refused", Token, Trait.FailingOidc, (Role, "acs:ram::1:role/" + StsService.ForbiddenRole),
            (Provider, ProviderArn), (File, "{home}/" + TokenFile)),
        Of("token refused", StsService.WorthlessToken, Trait.FailingOidc, (Role, RoleArn), (Provider, ProviderArn),
            (File, "{home}/" + TokenFile)),
        Of("provider only", null, Trait.PartialOidc, (Provider, ProviderArn)),
        Of("file only", Token, Trait.PartialOidc, (File, "{home}/" + TokenFile)),
        Of("no provider", Token, Trait.PartialOidc, (Role, RoleArn), (File, "{home}/" + TokenFile)),
        Of("no file named", null, Trait.PartialOidc, (Role, RoleArn), (Provider, ProviderArn)),
        Of("blank role", Token, Trait.PartialOidc, (Role, " "), (Provider, ProviderArn), (File, "{home}/" + TokenFile)),
    ];

    private static Block Of(string name, string? token, Trait trait, params (string Name, string Value)[] variables) => new()
    {
        Name = "oidc: " + name,
        Trait = trait,
        Standing = Standing.Present,
        Variables = Texts.Of(variables),
        Files = token is null ? Texts.Of() : Texts.Of((TokenFile, token)),
    };
}

namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>Variables that say how STS is asked.</summary>
internal static class SettingsBlocks
{
    private const string Region = "ALIBABA_CLOUD_STS_REGION";
    private const string Vpc = "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED";
    private const string Session = "ALIBABA_CLOUD_ROLE_SESSION_NAME";

    public static Block None { get; } = new() { Name = "" };

    public static Block OfRegion { get; } = Of("region", (Region, "cn-shanghai"));

    public static Block Everything { get; } = Of(
        "region, VPC and session name", (Region, "cn-shanghai"), (Vpc, "True"), (Session, "from-the-environment"));

    public static IReadOnlyList<Block> All { get; } =
    [
        None,
        OfRegion,
        Of("VPC without a region", (Vpc, "true")),
        Of("region and VPC", (Region, "cn-shanghai"), (Vpc, "true")),
        Of("VPC not true", (Region, "cn-shanghai"), (Vpc, "1")),
        Of("session name", (Session, "from-the-environment")),
        Everything,
        Of("endpoint", ("ALIBABA_CLOUD_STS_ENDPOINT", "sts.eu-central-1.aliyuncs.com")) with { Trait = Trait.EndpointOfVariable },
    ];

    private static Block Of(string name, params (string Name, string Value)[] variables) =>
        new() { Name = "sts: " + name, Variables = Texts.Of(variables) };
}

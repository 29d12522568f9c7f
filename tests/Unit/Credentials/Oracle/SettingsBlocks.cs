namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>Variables that say how STS is asked.</summary>
internal static class SettingsBlocks
{
    private const string Region = "ALIBABA_CLOUD_STS_REGION";
    private const string Vpc = "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED";
    private const string Session = "ALIBABA_CLOUD_ROLE_SESSION_NAME";

    public static Block None { get; } = new() { Name = "" };

    public static Block OfRegion { get; } = Create("region", (Region, "cn-shanghai"));

    public static Block Everything { get; } = Create(
        "region, VPC and session name", (Region, "cn-shanghai"), (Vpc, "True"), (Session, "from-the-environment"));

    public static IReadOnlyList<Block> All { get; } =
    [
        None,
        OfRegion,
        Create("VPC without a region", (Vpc, "true")),
        Create("region and VPC", (Region, "cn-shanghai"), (Vpc, "true")),
        Create("VPC not true", (Region, "cn-shanghai"), (Vpc, "1")),
        Create("session name", (Session, "from-the-environment")),
        Everything,
        Create("endpoint", ("ALIBABA_CLOUD_STS_ENDPOINT", "sts.eu-central-1.aliyuncs.com")) with { Trait = Trait.EndpointOfVariable },
    ];

    private static Block Create(string name, params (string Name, string Value)[] variables) =>
        new() { Name = "sts: " + name, Variables = Texts.Create(variables) };
}

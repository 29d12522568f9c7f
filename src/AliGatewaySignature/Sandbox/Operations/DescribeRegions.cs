namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>Lists regions: the sandbox is its only one.</summary>
internal sealed class DescribeRegions : ServiceOperation
{
    public DescribeRegions()
        : base("DescribeRegions", "Language")
    {
    }

    protected override void Execute(OperationContext context) => context.Reply
        .OpenObject("Regions").OpenList("Region")
        .OpenObject()
        .Property("RegionId", context.RegionId)
        .Property("LocalName", "Sandbox")
        .Property("RegionEndpoint", $"apigateway.{context.RegionId}.aliyuncs.com")
        .Close()
        .Close().Close();
}

using AliGatewaySignature.Transport;

namespace AliGatewaySignature.CloudApi;

/// <summary>
/// The operations of API Gateway 2016-07-14 that the module calls, one row per operation. The numbers are those of the
/// operations' pages, the resources those of their authorization tables.
/// </summary>
internal static class Operations
{
    private const string OneGroup = "acs:apigateway:<region>:<account>:apigroup/<group>";
    private const string EveryGroup = "acs:apigateway:<region>:<account>:apigroup/*";
    private const string EveryKey = "acs:apigateway:<region>:<account>:secretkey/*";
    private const string OnePlugin = "acs:apigateway:<region>:<account>:plugin/<plugin>";
    private const string EveryPlugin = "acs:apigateway:<region>:<account>:plugin/*";

    // Sent twice, it may create two keys.
    public static readonly Operation CreateSignature = new("CreateSignature") { IsChange = true, IsRepeatable = false, IsPaced = true };

    public static readonly Operation ModifySignature = new("ModifySignature") { IsChange = true, IsPaced = true };

    public static readonly Operation DeleteSignature = new("DeleteSignature") { IsChange = true, IsPaced = true };

    public static readonly Operation SetSignatureApis = new("SetSignatureApis")
    {
        IsChange = true,
        IdsPerCall = 100,
        RamResource = OneGroup,
    };

    public static readonly Operation RemoveSignatureApis = new("RemoveSignatureApis") { IsChange = true, IdsPerCall = 100 };

    public static readonly Operation DescribeApiSignatures = new("DescribeApiSignatures")
    {
        IdsPerCall = 100,
        PageSize = 100,
        RamResource = OneGroup,
    };

    public static readonly Operation DescribeSignatures = new("DescribeSignatures") { PageSize = 100, RamResource = EveryKey };

    public static readonly Operation DescribeSignaturesByApi = new("DescribeSignaturesByApi");

    public static readonly Operation DescribeApisBySignature = new("DescribeApisBySignature") { PageSize = 100 };

    public static readonly Operation DescribeApis = new("DescribeApis") { PageSize = 100 };

    public static readonly Operation DescribeApiGroups = new("DescribeApiGroups") { PageSize = 50, RamResource = EveryGroup };

    public static readonly Operation DescribePlugins = new("DescribePlugins") { PageSize = 100, RamResource = EveryPlugin };

    public static readonly Operation DescribePluginApis = new("DescribePluginApis") { PageSize = 100, RamResource = OnePlugin };

    public static readonly Operation DescribePluginGroups = new("DescribePluginGroups") { PageSize = 100, RamResource = OnePlugin };

    public static readonly Operation DescribeRegions = new("DescribeRegions");
}

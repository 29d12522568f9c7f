namespace AliGatewaySignature.CloudApi;

/// <summary>
/// The regions in which the service is known to have an endpoint of its own. For completion only: a region that is opened
/// tomorrow works without being listed.
/// Source: endpoint map of the service's SDK, version 2016-07-14.
/// </summary>
internal static class Regions
{
    public static IReadOnlyList<string> Known { get; } =
    [
        "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-5", "ap-southeast-6",
        "ap-southeast-7",
        "cn-beijing", "cn-beijing-finance-1", "cn-chengdu", "cn-guangzhou", "cn-hangzhou", "cn-hangzhou-finance", "cn-heyuan",
        "cn-hongkong",
        "cn-huhehaote", "cn-north-2-gov-1", "cn-qingdao", "cn-shanghai", "cn-shanghai-finance-1", "cn-shanghai-inner", "cn-shenzhen",
        "cn-shenzhen-finance-1", "cn-wulanchabu", "cn-zhangjiakou",
        "eu-central-1", "eu-west-1", "me-central-1", "me-east-1", "us-east-1", "us-west-1",
    ];
}

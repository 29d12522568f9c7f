using AliGatewaySignature.CloudApi.Naming;

namespace AliGatewaySignature.CloudApi;

/// <summary>
/// The regions in which the service is known to have an endpoint of its own. A region that is opened tomorrow works without being
/// listed.
/// Source: endpoint map of the service's SDK, version 2016-07-14; the names are those of the console.
/// </summary>
internal static class Regions
{
    public static IReadOnlyList<Region> Known { get; } =
    [
        new("ap-northeast-1", "Japan (Tokyo)"),
        new("ap-south-1", "India (Mumbai)"),
        new("ap-southeast-1", "Singapore"),
        new("ap-southeast-2", "Australia (Sydney)"),
        new("ap-southeast-3", "Malaysia (Kuala Lumpur)"),
        new("ap-southeast-5", "Indonesia (Jakarta)"),
        new("ap-southeast-6", "Philippines (Manila)"),
        new("ap-southeast-7", "Thailand (Bangkok)"),
        new("cn-beijing", "China (Beijing)"),
        new("cn-beijing-finance-1", "China North 2 Finance"),
        new("cn-chengdu", "China (Chengdu)"),
        new("cn-guangzhou", "China (Guangzhou)"),
        new("cn-hangzhou", "China (Hangzhou)"),
        new("cn-hangzhou-finance", "China East 1 Finance"),
        new("cn-heyuan", "China (Heyuan)"),
        new("cn-hongkong", "China (Hong Kong)"),
        new("cn-huhehaote", "China (Hohhot)"),
        new("cn-north-2-gov-1", "China North 2 Ali Gov 1"),
        new("cn-qingdao", "China (Qingdao)"),
        new("cn-shanghai", "China (Shanghai)"),
        new("cn-shanghai-finance-1", "China East 2 Finance"),
        new("cn-shanghai-inner"),
        new("cn-shenzhen", "China (Shenzhen)"),
        new("cn-shenzhen-finance-1", "China South 1 Finance"),
        new("cn-wulanchabu", "China (Ulanqab)"),
        new("cn-zhangjiakou", "China (Zhangjiakou)"),
        new("eu-central-1", "Germany (Frankfurt)"),
        new("eu-west-1", "UK (London)"),
        new("me-central-1", "SAU (Riyadh)"),
        new("me-east-1", "UAE (Dubai)"),
        new("us-east-1", "US (Virginia)"),
        new("us-west-1", "US (Silicon Valley)"),
    ];

    /// <summary>The id of a region that is called by its name, such as China (Hangzhou) or Hangzhou; any other text as it is.</summary>
    public static string IdOf(string text)
    {
        var letters = Letters(text);
        var named = letters.Length == 0 ? null
            : Known.FirstOrDefault(region => Letters(region.Id) == letters || region.Names.Any(name => Letters(name) == letters));
        return named?.Id ?? text;
    }

    /// <summary>The region that is most like an id that is not known; null when it is known.</summary>
    public static string? NearestTo(string id) => Known.Any(region => region.Id == id)
        ? null
        : Known.OrderBy(region => TextDistance.Measure(region.Id, id)).First().Id;

    /// <summary>Capitals, blanks and signs do not tell regions apart.</summary>
    private static string Letters(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);
}

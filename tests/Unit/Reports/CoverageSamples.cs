using System.Globalization;
using AliGatewaySignature.Model;
using AliGatewaySignature.Reports;

namespace AliGatewaySignature.Tests.Reports;

/// <summary>Rows as an account has them, and rows whose names somebody chose with care.</summary>
internal static class CoverageSamples
{
    public static readonly DateTimeOffset Made = new(2026, 11, 28, 9, 41, 0, TimeSpan.Zero);

    private static readonly string[] Words = ["orders", "payments", "catalog", "customers", "shipping", "returns", "search", "pricing"];

    private static readonly string[] Verbs = ["list", "get", "create", "update", "delete", "search", "export"];

    private static readonly string[] Stages = ["RELEASE", "PRE", "TEST"];

    /// <summary>Names that try to be more than names. Each holds the word "nasty" where it can.</summary>
    public static IReadOnlyList<string> NastyNames { get; } =
    [
        "</script><script>window.nasty=1</script>",
        "<img src=x onerror=window.nasty=1>nasty",
        "nasty\" onmouseover=\"window.nasty=1\" '",
        "<!-- nasty --><style>*{display:none}</style>",
        "{{script}}{{data}} nasty ${window.nasty=1}",
        "]]></nasty><svg/onload=window.nasty=1>",
        "=HYPERLINK(\"http://nasty.example\",\"nasty\")",
        "+nasty", "-nasty", "@SUM(1;nasty)", "\tnasty", "\r=nasty", "\uff1dnasty",
        "nasty | cell | **bold** | `code`",
        "[nasty](http://nasty.example) ![nasty](http://nasty.example/x.png) www.nasty.example nasty@example.com",
        "@nasty #1 nasty/nasty#1 <https://nasty.example>",
        "nasty\n\n# heading\n\n- list\n| a | b |",
        "nasty\r\n\"second\",\"line\"",
        "&lt;nasty&gt; &#60;script&#62;",
        "\u202enasty\u2066\u200b\ufeff",
        "nasty\0\u0007\u001b[2J\u2028\u2029\u0085",
        "nasty \ud83d\ude00 \u8ba2\u5355 \ud83d",
        "::error::nasty ##vso[task.complete]nasty",
        "nasty\\", "  nasty  ", "__proto__", "constructor",
    ];

    /// <summary>As many rows as are asked for, over groups, stages, keys and plug-ins; the same each time.</summary>
    public static IReadOnlyList<AgSignatureCoverage> Many(int count)
    {
        var random = new Random(20261128);
        return [.. Enumerable.Range(0, count).Select(number => One(number, random))];
    }

    /// <summary>A row for each of the nasty names, in every place that a name can have.</summary>
    public static IReadOnlyList<AgSignatureCoverage> Nasty { get; } =
    [
        .. NastyNames.Select(static (name, number) => new AgSignatureCoverage
        {
            ApiId = Id("nasty api", number), ApiName = name, GroupId = Id("nasty group", number), GroupName = name, StageName = "RELEASE",
            IsPublished = true, State = AgCoverageState.Unknown, Reason = name, RegionId = "cn-hangzhou", AccountId = "1234567890123456",
        }),
        .. NastyNames.Select(static (name, number) => new AgSignatureCoverage
        {
            ApiId = name, GroupId = name, StageName = name, IsPublished = false, State = AgCoverageState.SignedByPlugin,
            Source = AgSignatureSource.GroupPlugin, PluginId = name, PluginName = number % 2 == 0 ? name : null,
            RegionId = name, AccountId = name,
        }),
    ];

    public static CoverageReport Report(IReadOnlyList<AgSignatureCoverage> rows) => new(rows, Made, "0.1.0");

    public static string Write(ReportFormat format, IReadOnlyList<AgSignatureCoverage> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        format.Write(Report(rows), text);
        return text.ToString();
    }

    private static AgSignatureCoverage One(int number, Random random)
    {
        // An API in each of three stages.
        var api = number / 3;
        var group = api % 24;
        var name = $"{Words[group % Words.Length]}{(group < Words.Length ? string.Empty : $"-v{group / Words.Length + 1}")}";
        var stage = Stages[number % 3];
        var (state, source) = (random.Next(100), stage) switch
        {
            ( < 8, "RELEASE") or ( < 22, _) => (AgCoverageState.Unsigned, AgSignatureSource.None),
            ( < 30, _) => (AgCoverageState.KeyTooOld, AgSignatureSource.Key),
            ( < 32, _) => (AgCoverageState.Unknown, AgSignatureSource.None),
            ( < 38, _) => (AgCoverageState.SignedByPlugin, AgSignatureSource.ApiPlugin),
            ( < 46, _) => (AgCoverageState.SignedByPlugin, AgSignatureSource.GroupPlugin),
            _ => (AgCoverageState.Signed, AgSignatureSource.Key),
        };
        var isPlugin = source is AgSignatureSource.ApiPlugin or AgSignatureSource.GroupPlugin;
        var days = state == AgCoverageState.KeyTooOld ? 190 + (group * 23) : isPlugin ? 45 + group : 3 + (group * 5);
        var age = TimeSpan.FromDays(days);
        var key = state == AgCoverageState.KeyTooOld ? $"{name}_key_2025" : $"{name}_key";
        return new AgSignatureCoverage
        {
            ApiId = Id("api", api),
            ApiName = $"{name}_{Verbs[api % Verbs.Length]}_{api:D4}",
            GroupId = Id("group", group),
            GroupName = name,
            StageName = stage,
            IsPublished = random.Next(40) > 0 || source == AgSignatureSource.None,
            State = state,
            Source = source,
            SignatureId = source == AgSignatureSource.Key ? Id(key, group) : null,
            SignatureName = source == AgSignatureSource.Key ? key : null,
            PluginId = isPlugin ? Id("plugin" + source, group) : null,
            PluginName = isPlugin ? $"sign-{name}{(source == AgSignatureSource.ApiPlugin ? "-api" : string.Empty)}" : null,
            ModifiedTime = source == AgSignatureSource.None ? null : Made - age,
            KeyAge = source == AgSignatureSource.None ? null : age,
            Reason = state == AgCoverageState.Unknown
                ? "DescribePluginApis: You are not authorized to do this action. RequestId 6F3A0C2E-0000-4000-8000-000000000000."
                : null,
            RegionId = "cn-hangzhou",
            AccountId = "1234567890123456",
        };
    }

    private static string Id(string kind, int number) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
        System.Text.Encoding.UTF8.GetBytes($"{kind} {number}")).AsSpan(0, 16));
}

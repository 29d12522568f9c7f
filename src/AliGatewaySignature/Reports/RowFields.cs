using System.Globalization;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Reports;

/// <summary>A row as a flat list of names and values, which .csv, .json and the page have in common.</summary>
internal static class RowFields
{
    public static IReadOnlyList<KeyValuePair<string, Func<AgSignatureCoverage, object?>>> All { get; } =
    [
        new(nameof(AgSignatureCoverage.ApiId), static row => row.ApiId),
        new(nameof(AgSignatureCoverage.ApiName), static row => row.ApiName),
        new(nameof(AgSignatureCoverage.GroupId), static row => row.GroupId),
        new(nameof(AgSignatureCoverage.GroupName), static row => row.GroupName),
        new(nameof(AgSignatureCoverage.StageName), static row => row.StageName),
        new(nameof(AgSignatureCoverage.IsPublished), static row => row.IsPublished),
        new(nameof(AgSignatureCoverage.State), static row => row.State),
        new(nameof(AgSignatureCoverage.Source), static row => row.Source),
        new(nameof(AgSignatureCoverage.SignatureId), static row => row.SignatureId),
        new(nameof(AgSignatureCoverage.SignatureName), static row => row.SignatureName),
        new(nameof(AgSignatureCoverage.PluginId), static row => row.PluginId),
        new(nameof(AgSignatureCoverage.PluginName), static row => row.PluginName),
        new(nameof(AgSignatureCoverage.ModifiedTime), static row => Time(row.ModifiedTime)),
        new("KeyAgeDays", static row => Days(row.KeyAge)),
        new(nameof(AgSignatureCoverage.Reason), static row => row.Reason),
        new(nameof(AgSignatureCoverage.RegionId), static row => row.RegionId),
        new(nameof(AgSignatureCoverage.AccountId), static row => row.AccountId),
    ];

    /// <summary>A time as ISO 8601 has it, in UTC, to the second.</summary>
    public static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Whole days. A clock that is behind the service's makes no age below zero.</summary>
    public static int? Days(TimeSpan? age) => age is { } known ? Math.Max(0, (int)known.TotalDays) : null;
}

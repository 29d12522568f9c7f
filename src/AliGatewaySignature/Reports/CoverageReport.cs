using System.Globalization;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Reports;

/// <summary>What a report tells: the rows, in the order in which one looks at them, and what they add up to.</summary>
internal sealed class CoverageReport
{
    /// <param name="rows">The rows, in any order.</param>
    /// <param name="made">When the report is made.</param>
    /// <param name="version">The version of the module that makes it.</param>
    public CoverageReport(IEnumerable<AgSignatureCoverage> rows, DateTimeOffset made, string version)
    {
        Rows = [.. rows.OrderBy(static row => Concerns.Rank(row.State))
            .ThenBy(static row => StageOrder.Rank(row.StageName))
            .ThenBy(static row => row.StageName, StringComparer.Ordinal)
            .ThenBy(static row => row.GroupName ?? row.GroupId, StringComparer.OrdinalIgnoreCase)
            .ThenBy(static row => row.ApiName ?? row.ApiId, StringComparer.OrdinalIgnoreCase)];
        Made = made;
        Version = version;
        Totals = StateCounts.Of(Rows);
        Places = [.. Rows.Select(Place.Of).Distinct()
            .OrderBy(static place => place.AccountId, StringComparer.Ordinal)
            .ThenBy(static place => place.RegionId, StringComparer.Ordinal)];
    }

    /// <summary>The rows, what is not signed first, and of that production.</summary>
    public IReadOnlyList<AgSignatureCoverage> Rows { get; }

    /// <summary>When the report was made.</summary>
    public DateTimeOffset Made { get; }

    /// <summary>The version of the module.</summary>
    public string Version { get; }

    /// <summary>How many rows have which state.</summary>
    public StateCounts Totals { get; }

    /// <summary>The accounts and regions that the rows come from.</summary>
    public IReadOnlyList<Place> Places { get; }

    /// <summary>What a reader must know of rows of the sandbox before anything else; null where there are none.</summary>
    public string? SandboxNote => Rows.Count(static row => Place.Of(row).IsSandbox) is var count && count == 0 ? null
        : count == Rows.Count ? "This is a report of the sandbox: no real account was looked at."
        : $"{count.ToString("#,0", CultureInfo.InvariantCulture)} of the rows are of the sandbox, and of no real account.";

    /// <summary>Nothing was looked at, which is not the same as all being well.</summary>
    public bool IsEmpty => Rows.Count == 0;
}

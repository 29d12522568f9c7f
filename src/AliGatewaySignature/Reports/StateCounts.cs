using AliGatewaySignature.Model;

namespace AliGatewaySignature.Reports;

/// <summary>How many rows have which state.</summary>
internal sealed class StateCounts
{
    private readonly int[] _counts;

    private StateCounts(int[] counts, int notPublished)
    {
        _counts = counts;
        NotPublished = notPublished;
    }

    public int this[AgCoverageState state] => _counts[Concerns.Rank(state)];

    /// <summary>All of them.</summary>
    public int Sum => _counts.Sum();

    /// <summary>How many of them are bindings of an API that is not published there.</summary>
    public int NotPublished { get; }

    public static StateCounts Of(IEnumerable<AgSignatureCoverage> rows)
    {
        var counts = new int[Concerns.InOrder.Count];
        var notPublished = 0;
        foreach (var row in rows)
        {
            counts[Concerns.Rank(row.State)]++;
            notPublished += row.IsPublished ? 0 : 1;
        }

        return new StateCounts(counts, notPublished);
    }
}

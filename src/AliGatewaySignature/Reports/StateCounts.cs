using AliGatewaySignature.Model;

namespace AliGatewaySignature.Reports;

/// <summary>How many rows have which state.</summary>
/// <param name="counts">In the order of <see cref="Concerns"/>.</param>
/// <param name="notPublished">How many of them are not published.</param>
internal sealed class StateCounts(int[] counts, int notPublished)
{
    public int this[AgCoverageState state] => counts[Concerns.Rank(state)];

    /// <summary>All of them.</summary>
    public int Sum => counts.Sum();

    /// <summary>How many of them are bindings of an API that is not published there.</summary>
    public int NotPublished { get; } = notPublished;

    public static StateCounts Of(IEnumerable<AgSignatureCoverage> rows)
    {
        var counts = new int[Concerns.InOrder.Count];
        var notPublished = 0;
        foreach (var row in rows)
        {
            counts[Concerns.Rank(row.State)]++;
            notPublished += row.IsPublished == false ? 1 : 0;
        }

        return new StateCounts(counts, notPublished);
    }
}

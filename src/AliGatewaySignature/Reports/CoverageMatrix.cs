using AliGatewaySignature.Model;

namespace AliGatewaySignature.Reports;

/// <summary>Groups and stages, and in each cell how many rows have which state.</summary>
internal sealed class CoverageMatrix
{
    public CoverageMatrix(IReadOnlyList<AgSignatureCoverage> rows)
    {
        Stages = [.. rows.Select(static row => row.StageName).Distinct(StringComparer.Ordinal)
            .OrderBy(StageOrder.Rank).ThenBy(static stage => stage, StringComparer.Ordinal)];
        Groups = [.. rows.GroupBy(static row => (Place: Place.Of(row), row.GroupId)).Select(group => Line.Of([.. group], Stages))
            .OrderBy(static line => line.Name ?? line.Id, StringComparer.OrdinalIgnoreCase)
            .ThenBy(static line => line.Id, StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Stages { get; }

    public IReadOnlyList<Line> Groups { get; }

    /// <summary>A group, and a cell for each stage; null where it has nothing in that stage.</summary>
    internal sealed record Line(string Id, string? Name, Place Place, IReadOnlyList<StateCounts?> Cells)
    {
        public static Line Of(IReadOnlyList<AgSignatureCoverage> rows, IReadOnlyList<string> stages)
        {
            var byStage = rows.ToLookup(static row => row.StageName, StringComparer.Ordinal);
            return new Line(
                rows[0].GroupId,
                rows.Select(static row => row.GroupName).FirstOrDefault(static name => name is not null),
                Place.Of(rows[0]),
                [.. stages.Select(stage => byStage.Contains(stage) ? StateCounts.Of(byStage[stage]) : null)]);
        }
    }
}

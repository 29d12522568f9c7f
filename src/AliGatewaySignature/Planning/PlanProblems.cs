using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Planning;

/// <summary>Gathers what is wrong with a plan, for one error that has all of it.</summary>
internal sealed class PlanProblems
{
    private const int Shown = 10;
    private const int ShownRows = 5;
    private readonly List<AgPlanProblem> _all = [];

    public int Count => _all.Count;

    /// <summary>Whether more problems would be too many for a search of what may have been meant.</summary>
    public bool IsLong => _all.Count >= Shown * 2;

    /// <param name="row">The number of the row.</param>
    /// <param name="column">The column; null where the row as a whole is meant.</param>
    /// <param name="message">What is wrong; what others said in it is made safe to show.</param>
    public void Add(int row, string? column, string message) =>
        _all.Add(new AgPlanProblem { RowNumber = row, Column = column, Message = ForeignText.Clean(message) });

    /// <summary>All of them, in the order of rows.</summary>
    public AgPlanProblem[] ToArray() => [.. _all.OrderBy(static problem => problem.RowNumber)];

    /// <summary>"2 of 40 rows are wrong; nothing was sent. Rows 3-4: …", with the first ten that differ.</summary>
    /// <param name="problems">All of them.</param>
    /// <param name="rows">How many rows there are.</param>
    public static AgException Invalid(IReadOnlyList<AgPlanProblem> problems, int rows) => new(
        Faults.InvalidPlan,
        Counted(problems, rows, "wrong") + "; nothing was sent. " + List(problems));

    /// <summary>The same for rows whose starting point is no longer what somebody looked at.</summary>
    public static AgException Changed(IReadOnlyList<AgPlanProblem> problems, int rows) => new(
        Faults.ChangedSince,
        Counted(problems, rows, "out of date") + ", for somebody has changed their APIs since; nothing was sent. " + List(problems))
    {
        RecommendedAction = "Run Compare-AgSignatureApi again, and look at what differs now.",
    };

    private static string Counted(IReadOnlyList<AgPlanProblem> problems, int rows, string what)
    {
        var wrong = problems.Select(static problem => problem.RowNumber).Distinct().Count();
        return $"{wrong} of {rows} {(rows == 1 ? "row" : "rows")} {(wrong == 1 ? "is" : "are")} {what}";
    }

    /// <summary>The first ten, those that say the same as one.</summary>
    private static string List(IReadOnlyList<AgPlanProblem> problems)
    {
        var alike = problems.GroupBy(static problem => (problem.Column, problem.Message)).ToList();
        var rest = alike.Skip(Shown).Sum(static same => same.Count());
        return string.Join(" ", alike.Take(Shown).Select(static same => $"{Rows(same)}: {same.Key.Message}"))
            + (rest > 0 ? $" (and {rest} more)" : string.Empty);
    }

    /// <summary>"Row 3", "Rows 1-400", "Rows 1, 4-6, 9 and 12 more".</summary>
    private static string Rows(IEnumerable<AgPlanProblem> problems)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var row in problems.Select(static problem => problem.RowNumber))
        {
            var last = ranges.Count - 1;
            if (last >= 0 && row <= ranges[last].Last + 1)
            {
                ranges[last] = (ranges[last].First, row);
            }
            else
            {
                ranges.Add((row, row));
            }
        }

        var rest = ranges.Skip(ShownRows).Sum(static range => range.Last - range.First + 1);
        return (ranges.Count == 1 && ranges[0].First == ranges[0].Last ? "Row " : "Rows ")
            + string.Join(", ", ranges.Take(ShownRows).Select(static range => range.First == range.Last
                ? $"{range.First}"
                : $"{range.First}-{range.Last}"))
            + (rest > 0 ? $" and {rest} more" : string.Empty);
    }
}

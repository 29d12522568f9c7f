using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Planning;

/// <summary>Gathers what is wrong with a plan, for one error that has all of it.</summary>
internal sealed class PlanProblems
{
    private const int Shown = 10;
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

    /// <summary>"2 of 40 rows are wrong; nothing was sent. Row 3: …", with the first ten.</summary>
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

    private static string List(IReadOnlyList<AgPlanProblem> problems) =>
        string.Join(" ", problems.Take(Shown))
        + (problems.Count > Shown ? $" (and {problems.Count - Shown} more)" : string.Empty);
}

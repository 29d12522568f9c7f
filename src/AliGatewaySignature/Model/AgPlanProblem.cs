namespace AliGatewaySignature.Model;

/// <summary>One thing that is wrong with a plan. The error of a plan that cannot be carried out has all of them as its target.</summary>
public sealed class AgPlanProblem
{
    internal AgPlanProblem()
    {
    }

    /// <summary>The row, 1 for the first.</summary>
    public int RowNumber { get; internal init; }

    /// <summary>The column that it is about; null where it is about the whole row.</summary>
    public string? Column { get; internal init; }

    /// <summary>What is wrong.</summary>
    public string Message { get; internal init; } = string.Empty;

    /// <summary>The same with the number of the row.</summary>
    public override string ToString() => $"Row {RowNumber}: {Message}";
}

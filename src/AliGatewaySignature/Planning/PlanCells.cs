using AliGatewaySignature.Model;

namespace AliGatewaySignature.Planning;

/// <summary>What a row says, cell by cell; null where it says nothing. Blanks around a value do not count.</summary>
internal readonly record struct PlanCells
{
    public string? SignatureId { get; init; }

    public string? SignatureName { get; init; }

    public string? GroupId { get; init; }

    public string? GroupName { get; init; }

    public string? StageName { get; init; }

    public string? ApiId { get; init; }

    public string? ApiName { get; init; }

    /// <summary>What must happen, where the row is a difference; null where it is a row of a plan.</summary>
    public AgDifferenceAction? Action { get; init; }

    /// <summary>The key that the API carried when somebody looked at the difference.</summary>
    public string? PreviousSignatureId { get; init; }

    public string? PreviousSignatureName { get; init; }

    /// <summary>The columns of the row; null where it has all of them.</summary>
    public IPlanColumns? Columns { get; init; }
}

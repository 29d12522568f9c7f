using AliGatewaySignature.Model;

namespace AliGatewaySignature.Planning;

/// <summary>All that a row names but its API. Most rows of a plan name the same, and share one of these.</summary>
internal sealed record PlanTarget(
    string? SignatureId,
    string? SignatureName,
    string? GroupId,
    string? GroupName,
    string StageName,
    AgDifferenceAction? Action,
    string? PreviousSignatureId,
    string? PreviousSignatureName)
{
    /// <summary>Whether the API is to carry a key in the end.</summary>
    public bool HasKey => Action != AgDifferenceAction.Unbind;

    /// <summary>Whether the API must carry a key in the beginning.</summary>
    public bool HasPrevious => Action is AgDifferenceAction.Replace or AgDifferenceAction.Unbind or AgDifferenceAction.Keep;
}

/// <summary>A row of a plan as it is kept: of a row that was read, nothing else stays in memory.</summary>
/// <param name="Number">Its number, 1 for the first.</param>
/// <param name="Target">What it shares with other rows.</param>
/// <param name="ApiId">The id of its API; null where it gives only the name.</param>
/// <param name="ApiName">The name of its API; null where it gives only the id.</param>
internal readonly record struct PlanRow(int Number, PlanTarget Target, string? ApiId, string? ApiName);

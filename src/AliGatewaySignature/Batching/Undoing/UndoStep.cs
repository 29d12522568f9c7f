using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching.Undoing;

/// <summary>What one call did to one API in one stage.</summary>
/// <param name="GroupId">The group of the API.</param>
/// <param name="StageName">RELEASE, PRE or TEST.</param>
/// <param name="ApiId">The API.</param>
/// <param name="Made">The key that the API carries if the call was carried out; null for none.</param>
internal sealed record UndoStep(string GroupId, string StageName, string ApiId, string? Made)
{
    /// <summary>Whether it is known what the API carried before.</summary>
    public bool IsBeforeKnown { get; init; }

    /// <summary>The key that the API carried before; null for none.</summary>
    public string? Before { get; init; }

    /// <summary>Whether the call was carried out for certain.</summary>
    public bool IsSure { get; init; } = true;

    /// <summary>The run that it belongs to; null where that is not known.</summary>
    public Guid? RunId { get; init; }

    /// <summary>The key that the call was about.</summary>
    public string SignatureId { get; init; } = string.Empty;

    public string? GroupName { get; init; }

    public string? ApiName { get; init; }

    /// <summary>The change or the result that it was made of; null where there is none.</summary>
    public object? Source { get; init; }

    /// <summary>The steps of a change; none where it certainly changed nothing.</summary>
    public static IEnumerable<UndoStep> Of(AgChange change) =>
        change.Outcome == AgChangeOutcome.NotDone ? [] : change.Apis.Select(api =>
            new UndoStep(change.GroupId!, change.StageName!, api.ApiId, change.MadeSignatureId)
            {
                IsBeforeKnown = api.IsPreviousKnown,
                Before = api.PreviousSignatureId,
                IsSure = change.Outcome == AgChangeOutcome.Done,
                RunId = change.RunId,
                SignatureId = change.SignatureId!,
                GroupName = change.GroupName,
                ApiName = api.ApiName,
                Source = change,
            });

    /// <summary>The step that a result of a command tells of; null where nothing was sent.</summary>
    public static UndoStep? Of(AgSignatureBinding done)
    {
        var step = new UndoStep(
            done.GroupId, done.StageName, done.ApiId, done.State == AgBindingState.Bound ? done.SignatureId : null)
        {
            SignatureId = done.SignatureId,
            GroupName = done.GroupName,
            ApiName = done.ApiName,
            Source = done,
        };
        return done.Action switch
        {
            AgBindingAction.Bound => step with { IsBeforeKnown = true },
            AgBindingAction.Replaced => step with { IsBeforeKnown = true, Before = done.PreviousSignatureId },
            AgBindingAction.Unbound => step with { IsBeforeKnown = true, Before = done.SignatureId },
            AgBindingAction.Sent => step,
            _ => null,
        };
    }
}

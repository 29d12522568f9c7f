using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>From a batch to what travels down the pipeline.</summary>
internal static class Bindings
{
    /// <summary>One binding per API of the batch, all in the same state, in input order.</summary>
    public static AgSignatureBinding[] Create(Batch batch, AgBindingState state) =>
        [.. batch.ApiIds.Select(apiId => Create(batch, apiId, state, isVerified: false, isDone: false))];

    /// <summary>One API of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="apiId">The API.</param>
    /// <param name="state">Whether it carries the key.</param>
    /// <param name="isVerified">Whether that was read.</param>
    /// <param name="isDone">Whether it is as the batch wanted it.</param>
    public static AgSignatureBinding Create(Batch batch, string apiId, AgBindingState state, bool isVerified, bool isDone)
    {
        var plan = batch.Plan;
        var other = plan is not null && plan.OtherKeys.TryGetValue(apiId, out var key) ? key : null;
        return new AgSignatureBinding(batch.Key.SignatureId ?? string.Empty, batch.Key.GroupId, batch.Key.StageName, apiId, state)
        {
            IsVerified = isVerified,
            Action = isDone ? ActionOf(plan, apiId, other, state) : null,
            SignatureName = batch.Key.SignatureId is { } id ? plan?.Keys.Known(id) : null,
            PreviousSignatureId = other,
            PreviousSignatureName = other is null ? null : plan!.Keys.Known(other),
            ApiName = batch.Names.ApiName(apiId),
            GroupName = batch.Names.GroupName,
        };
    }

    /// <summary>What came of a change for which nothing need be sent: the API is as it shall be.</summary>
    /// <param name="planned">The change.</param>
    /// <param name="keyName">The name of the key that the API carries, or was to lose.</param>
    public static AgSignatureBinding Settled(PlannedBinding planned, string? keyName) => new(
        planned.Key.SignatureId!, planned.GroupId, planned.StageName, planned.ApiId,
        planned.To is null ? AgBindingState.Unbound : AgBindingState.Bound)
    {
        Action = planned.To is null ? AgBindingAction.NotBound : AgBindingAction.AlreadyBound,
        IsVerified = true,
        SignatureName = keyName,
        GroupName = planned.GroupName,
        ApiName = planned.ApiName,
    };

    private static AgBindingAction ActionOf(BatchPlan? plan, string apiId, string? other, AgBindingState state) =>
        plan is null ? AgBindingAction.Sent
        : state == AgBindingState.Bound
            ? plan.Settled.Contains(apiId) ? AgBindingAction.AlreadyBound : other is null ? AgBindingAction.Bound : AgBindingAction.Replaced
        : plan.Settled.Contains(apiId) ? AgBindingAction.NotBound : AgBindingAction.Unbound;
}

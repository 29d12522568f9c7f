using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>What is to happen to each API of a batch, by what was read of it. Each of its ids is in one of the lists.</summary>
/// <param name="goal">The state that every API is to be in.</param>
/// <param name="readAt">When it was read, on the clock of the client.</param>
/// <param name="keys">The names of the keys that occur.</param>
/// <param name="isPlanned">See <see cref="StartingPoint.IsPlanned"/>.</param>
internal sealed class BatchPlan(AgBindingState goal, TimeSpan readAt, KeyNames keys, bool isPlanned = false)
{
    private readonly HashSet<string> _settled = new(Ids.Comparer);

    public AgBindingState Goal => goal;

    public TimeSpan ReadAt => readAt;

    public KeyNames Keys => keys;

    /// <summary>Whether what is left alone has been changed by somebody since it was looked at.</summary>
    public bool IsPlanned => isPlanned;

    /// <summary>What a call changes: to bind, APIs without a key; to unbind, those that carry the key.</summary>
    public List<string> Plain { get; } = [];

    /// <summary>What a call changes and what gives another key up for it.</summary>
    public List<string> Replaced { get; } = [];

    /// <summary>What does not carry what it must for the change to be made, and is left alone.</summary>
    public List<string> Foreign { get; } = [];

    /// <summary>What is known not to work, before anything is sent.</summary>
    public List<(AgException Because, string ApiId)> Refused { get; } = [];

    /// <summary>From an API to the other key that it carries.</summary>
    public Dictionary<string, string> OtherKeys { get; } = new(Ids.Comparer);

    /// <summary>Why nothing of the batch can be sent; null when it can.</summary>
    public AgException? Failure { get; private init; }

    /// <summary>What needs no call.</summary>
    public IReadOnlyCollection<string> Settled => _settled;

    /// <summary>What a call carries, in input order.</summary>
    public List<string> ToSend { get; } = [];

    /// <summary>Whether a call changes anything.</summary>
    public bool HasChange => ToSend.Count > 0;

    /// <summary>Whether somebody must be told, though nothing is sent.</summary>
    public bool HasErrors => Failure is not null || Foreign.Count > 0 || Refused.Count > 0;

    /// <param name="batch">The batch.</param>
    /// <param name="change">What it is to bring about.</param>
    /// <param name="from">What an API must carry for the change to be made.</param>
    /// <param name="carried">Which key each API carries.</param>
    /// <param name="refused">What is wrong with an API; null when nothing is.</param>
    /// <param name="readAt">When that was read.</param>
    /// <param name="keys">The names of keys.</param>
    public static BatchPlan Create(
        Batch batch, BindingChange change, StartingPoint from, IReadOnlyDictionary<string, string> carried,
        Func<string, AgException?> refused, TimeSpan readAt, KeyNames keys)
    {
        var plan = new BatchPlan(change.Goal, readAt, keys, from.IsPlanned);
        var isBind = change.Goal == AgBindingState.Bound;
        foreach (var apiId in batch.ApiIds)
        {
            var key = carried.TryGetValue(apiId, out var found) ? found : null;
            var isBound = BindingChange.StateOf(batch, key) == AgBindingState.Bound;
            if (key is not null && !isBound)
            {
                plan.OtherKeys[apiId] = key;
            }

            if (refused(apiId) is { } because)
            {
                plan.Refused.Add((because, apiId));
            }
            else if (isBound == isBind && (isBind || key is null || !from.IsPlanned))
            {
                plan._settled.Add(apiId);
            }
            else if ((isBind || from.IsPlanned) && !from.Allows(batch.Key, apiId, key))
            {
                plan.Foreign.Add(apiId);
            }
            else
            {
                (isBind && key is not null ? plan.Replaced : plan.Plain).Add(apiId);
                plan.ToSend.Add(apiId);
            }
        }

        return plan;
    }

    /// <summary>Nothing of the batch can be sent.</summary>
    public static BatchPlan Failed(BindingChange change, AgException failure, TimeSpan readAt, KeyNames keys) =>
        new(change.Goal, readAt, keys) { Failure = failure };

    /// <summary>The same, with nothing to send: somebody said no. What is wrong stays to be told.</summary>
    public BatchPlan Declined()
    {
        var declined = new BatchPlan(Goal, ReadAt, Keys, IsPlanned) { Failure = Failure };
        declined.Foreign.AddRange(Foreign);
        declined.Refused.AddRange(Refused);
        foreach (var one in OtherKeys)
        {
            declined.OtherKeys.Add(one.Key, one.Value);
        }

        return declined;
    }

    /// <summary>The key that an API of the plan carried when it was read; null for none.</summary>
    /// <param name="apiId">The API.</param>
    /// <param name="signatureId">The key that the plan is about.</param>
    public string? CarriedBefore(string apiId, string? signatureId) =>
        OtherKeys.TryGetValue(apiId, out var other) ? other
        : _settled.Contains(apiId) == (Goal == AgBindingState.Bound) ? signatureId
        : null;

    /// <summary>The other key that an API carries; empty when it carries none.</summary>
    public string CarriedOf(string apiId) => OtherKeys.TryGetValue(apiId, out var key) ? key : string.Empty;

    /// <summary>Whether a later reading comes to the same.</summary>
    public bool IsSame(BatchPlan later) =>
        (Failure is null) == (later.Failure is null)
        && ToSend.SequenceEqual(later.ToSend, Ids.Comparer)
        && Foreign.SequenceEqual(later.Foreign, Ids.Comparer)
        && Replaced.All(apiId => later.OtherKeys.TryGetValue(apiId, out var key) && Ids.Comparer.Equals(key, OtherKeys[apiId]));
}

using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>What is known of each API of a batch while it is worked on.</summary>
internal sealed class BatchReport(Batch batch, AgBindingState goal)
{
    private readonly HashSet<string> _done = [];
    private readonly HashSet<string> _verified = [];
    private readonly List<BatchFailure> _failures = [];

    /// <summary>The ids that have reached the goal, in input order.</summary>
    public IReadOnlyList<string> DoneIds => batch.ApiIds.Where(_done.Contains).ToList();

    public void Done(IEnumerable<string> apiIds) => _done.UnionWith(apiIds);

    /// <summary>The goal was read back, not only accepted.</summary>
    public void Verified(IEnumerable<string> apiIds) => _verified.UnionWith(apiIds);

    public void Failed(AgException exception, IReadOnlyCollection<string> apiIds, AgBindingState state) =>
        Failed(exception, apiIds, _ => state);

    /// <summary>One failure of ids that are not all in the same state.</summary>
    public void Failed(AgException exception, IReadOnlyCollection<string> apiIds, Func<string, AgBindingState> stateOf)
    {
        if (apiIds.Count == 0)
        {
            return;
        }

        _done.ExceptWith(apiIds);
        _failures.Add(new BatchFailure(exception, apiIds.Select(apiId => Binding(apiId, stateOf(apiId))).ToList()));
    }

    public BatchResult ToResult()
    {
        // Most batches succeed as a whole: no set is asked then.
        if (_failures.Count == 0 && _verified.Count == 0 && _done.Count == batch.ApiIds.Count)
        {
            return new BatchResult(
                batch, [.. batch.ApiIds.Select(apiId => Bindings.Create(batch, apiId, goal, isVerified: false, isDone: true))]);
        }

        return new BatchResult(batch, DoneIds.Select(apiId => Binding(apiId, goal)).ToList(), _failures);
    }

    private AgSignatureBinding Binding(string apiId, AgBindingState state) =>
        Bindings.Create(batch, apiId, state, isVerified: _verified.Contains(apiId), isDone: _done.Contains(apiId));
}

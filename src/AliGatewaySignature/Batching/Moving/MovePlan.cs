using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching.Moving;

/// <summary>What a move does: the APIs that carry the old key, in the order in which the service lists them.</summary>
internal sealed class MovePlan
{
    private readonly IReadOnlyList<AgSignature> _from;
    private readonly AgSignature _to;
    private readonly IReadOnlyList<AgSignatureBinding> _moved;
    private readonly IReadOnlyList<PlannedBinding> _unsigned;
    private readonly int _inScope;

    private MovePlan(
        (IReadOnlyList<AgSignature> Old, AgSignature New) keys, IReadOnlyList<AgSignatureBinding> inScope, int maxCount,
        IReadOnlyList<PlannedBinding> unsigned, TimeSpan readAt)
    {
        (_from, _to) = keys;
        (_inScope, _unsigned, ReadAt) = (inScope.Count, unsigned, readAt);
        _moved = inScope.Count <= maxCount ? inScope : [.. inScope.Take(maxCount)];

        // What is unsigned comes first.
        Rows = [.. unsigned, .. _moved.Select(Row)];
    }

    public IReadOnlyList<PlannedBinding> Rows { get; }

    /// <summary>When the reading began, on the clock of the client.</summary>
    public TimeSpan ReadAt { get; }

    public string NothingToDo => $"No API carries {Old} here: there is nothing to move.";

    /// <summary>"Move 5 APIs (the first of 2000) from orders_key (1f06…) to orders_key_2 (88a1…)."</summary>
    public string Description => Sentence + ".";

    /// <summary>One line for each group and stage.</summary>
    public IEnumerable<string> Places => Rows
        .GroupBy(static one => (IsBound: one.From is null, one.GroupName, one.GroupId, one.StageName))
        .Select(place => (place.Key.IsBound ? "Bind " : "Move ")
            + $"{IdList.Count(place.Count())} of {place.Key.GroupName ?? "group " + place.Key.GroupId} in {place.Key.StageName} to {New}: "
            + $"{Names(place)}.");

    private static string Names(IEnumerable<PlannedBinding> rows) =>
        IdList.Shorten([.. rows.Select(static one => one.ApiName ?? one.ApiId)]);

    private string Old => string.Join(", ", _from.Select(static key => BatchWords.Key(key.SignatureName, key.SignatureId)));

    private string New => BatchWords.Key(_to.SignatureName, _to.SignatureId);

    private string Sentence => $"Move {IdList.Count(_moved.Count)}"
        + (_moved.Count < _inScope ? $" (the first of {_inScope})" : string.Empty) + $" from {Old} to {New}"
        + (_unsigned.Count > 0
            ? $", and bind that to {IdList.Count(_unsigned.Count)} which an earlier move left without a key"
            : string.Empty);

    private PlannedBinding Row(AgSignatureBinding one) => new(one.GroupId, one.StageName, one.ApiId, one.SignatureId, _to.SignatureId)
    {
        GroupName = one.GroupName,
        ApiName = one.ApiName,
    };

    /// <param name="client">Reads.</param>
    /// <param name="keys">Finds the keys of the move.</param>
    /// <param name="scope">Which APIs are moved.</param>
    /// <param name="journal">What was written down of earlier moves; none where no gap is allowed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<MovePlan> ReadAsync(
        GatewayClient client, Func<CancellationToken, Task<(IReadOnlyList<AgSignature> Old, AgSignature New)>> keys, MoveScope scope,
        IReadOnlyList<AgChange> journal, CancellationToken cancellationToken)
    {
        var (from, to) = await keys(cancellationToken).ConfigureAwait(false);
        var readAt = client.Elapsed;
        var bindings = new List<AgSignatureBinding>();
        foreach (var key in from)
        {
            bindings.AddRange(await new KeyReading(client, key.SignatureId).BindingsAsync(cancellationToken).ConfigureAwait(false));
        }

        if (scope is { GroupId: { } groupId, GroupName: null } && !bindings.Exists(one => Ids.Comparer.Equals(one.GroupId, groupId)))
        {
            // A group that was mistyped must not look like one that has nothing left to move.
            await CheckGroupAsync(client, groupId, cancellationToken).ConfigureAwait(false);
        }

        var unfinished = UnfinishedMoves.Find(journal, to.SignatureId, [.. from.Select(static key => key.SignatureId)])
            .Where(one => scope.Contains(one.GroupId, one.StageName))
            .ToList();
        return new MovePlan(
            (from, to),
            [.. bindings.Where(one => scope.Contains(one.GroupId, one.StageName))],
            scope.MaxCount,
            await UnfinishedMoves.UnsignedAsync(client, unfinished, cancellationToken).ConfigureAwait(false),
            readAt);
    }

    /// <param name="allowsGap">Whether APIs may be without a key for a moment.</param>
    public string Question(bool allowsGap) =>
        $"{Sentence}? {(_moved.Count > 0 ? BindingPlaces.Describe(_moved) + ". " : string.Empty)}First: {Names(Rows)}. "
        + "Their backends get requests signed with the new key at once"
        + (allowsGap ? "; where the service does not let a key be replaced, up to 100 APIs at a time are not signed for a moment." : ".");

    private static async Task CheckGroupAsync(GatewayClient client, string groupId, CancellationToken cancellationToken)
    {
        AgException? cause = null;
        try
        {
            var page = await client.DescribeApiGroupsAsync(new ApiGroupFilter { GroupId = groupId }, 1, cancellationToken)
                .ConfigureAwait(false);
            if (page.Items.Count > 0)
            {
                return;
            }
        }
        catch (AgException e) when (e.Kind == Faults.NotFound)
        {
            cause = e;
        }

        throw await Finders.Groups(client).MissingIdAsync(groupId, cause, cancellationToken).ConfigureAwait(false);
    }
}

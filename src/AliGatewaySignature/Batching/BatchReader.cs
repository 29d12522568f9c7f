using System.Collections.Concurrent;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>Reads a batch before anybody is asked about it, and says what would happen to each of its APIs.</summary>
/// <param name="client">Reads.</param>
/// <param name="change">What the batch is to bring about.</param>
/// <param name="from">What an API must carry for the change to be made.</param>
/// <param name="isRehearsal">Whether nothing will be sent, so that nobody else would find what is wrong with an API.</param>
/// <param name="keys">The names of keys.</param>
internal sealed class BatchReader(GatewayClient client, BindingChange change, StartingPoint from, bool isRehearsal, KeyNames keys)
{
    /// <summary>How old a reading may be when its call is sent. Somebody may have thought about the question for long.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly BindingReader _bindings = new(client);
    private readonly GroupListing _groups = new(client);
    private readonly ConcurrentDictionary<(string GroupId, string StageName), AgException> _refused = new();

    /// <summary>The names of groups, where somebody will see them; null where nobody asks for them.</summary>
    public GroupNames? Groups { get; init; }

    /// <summary>What was read before the run, so that it is not read again as long as it is fresh; null when nothing was.</summary>
    public BindingSnapshot? Snapshot { get; init; }

    /// <summary>The batch with its plan. What cannot be read is a part of the plan: nothing is sent unread.</summary>
    public async Task<Batch> ReadAsync(Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            // Side by side, for the first batch of a run waits for both. That there is no such key is said first.
            var names = new Dictionary<string, string>(Ids.Comparer);
            var key = keys.FindAsync(batch.Key.SignatureId!, cancellationToken);
            var reading = CarriedAsync(batch, names, cancellationToken);
            await Task.WhenAny(Task.WhenAll(key, reading)).ConfigureAwait(false);
            await key.ConfigureAwait(false);
            var (carried, readAt) = await reading.ConfigureAwait(false);
            var (refused, groupName) = await RefusalsAsync(batch, carried, names, cancellationToken).ConfigureAwait(false);
            batch = batch.Named(groupName, names);
            if (Groups is not null && batch.Names.GroupName is null)
            {
                batch = batch.Named(await Groups.FindAsync(batch.Key.GroupId, cancellationToken).ConfigureAwait(false), names);
            }

            var plan = BatchPlan.Create(batch, change, from, carried, refused, readAt, keys);
            foreach (var other in plan.OtherKeys.Values.Distinct(Ids.Comparer))
            {
                await TryFindAsync(other, cancellationToken).ConfigureAwait(false);
            }

            return batch.With(plan);
        }
        catch (AgException e)
        {
            return batch.With(BatchPlan.Failed(change, e, client.Elapsed, keys));
        }
    }

    /// <summary>A batch whose reading ended in a way that nobody thought of.</summary>
    public Batch Unread(Batch batch, Exception e) =>
        batch.With(BatchPlan.Failed(change, e as AgException ?? AgException.Unexpected(e, $"Batch {batch.Number}"), client.Elapsed, keys));

    /// <summary>Which key each API carries, and when that was read.</summary>
    private async Task<(IReadOnlyDictionary<string, string> Carried, TimeSpan ReadAt)> CarriedAsync(
        Batch batch, Dictionary<string, string> names, CancellationToken cancellationToken)
    {
        var where = (batch.Key.GroupId, batch.Key.StageName);
        if (_refused.TryGetValue(where, out var known))
        {
            throw known;
        }

        if (Snapshot?.TryRead(batch, client.Elapsed, MaxAge) is { } read)
        {
            return (read, Snapshot.ReadAt);
        }

        try
        {
            var carried = await _bindings.ReadAsync(batch.Key, batch.ApiIds, cancellationToken, names).ConfigureAwait(false);
            return (carried, client.Elapsed);
        }
        catch (AgException e) when (e.Kind == Faults.PermissionDenied || (e.Kind.IsAboutContent && IsAboutStage(e)))
        {
            // The next batch of this group and stage would be refused alike.
            throw _refused[where] = e.Kind == Faults.PermissionDenied || IsDoubtful(e, batch.Key.StageName)
                ? BatchErrors.ReadDenied(e, change, from.IsPlanned)
                : e;
        }
    }

    /// <summary>
    /// Whether a stage may be there although reading it is refused: the service documents PRE for the calls that bind, and not for those
    /// that read. What is no stage at all is a slip of the pen.
    /// </summary>
    private static bool IsDoubtful(AgException e, string stageName) =>
        RefusalSubjects.Find(e.Code) == RefusalSubject.Stage && StageNames.IsKnown(stageName);

    private static bool IsAboutStage(AgException e) => RefusalSubjects.Find(e.Code) is RefusalSubject.Group or RefusalSubject.Stage;

    /// <summary>
    /// What is wrong with an API that the reading of bindings does not show: that carries nothing, or that does not exist. To bind,
    /// the service tells; to unbind, and where nothing is sent, only the list of the group does.
    /// </summary>
    private async Task<(Func<string, AgException?> Refused, string? GroupName)> RefusalsAsync(
        Batch batch, IReadOnlyDictionary<string, string> carried, Dictionary<string, string> names, CancellationToken cancellationToken)
    {
        var isUnbind = change.Goal == AgBindingState.Unbound;
        var doubtful = isRehearsal || isUnbind
            ? batch.ApiIds.Where(apiId => !carried.ContainsKey(apiId) && (isRehearsal || batch.Names.ApiName(apiId) is null)).ToList()
            : [];
        if (doubtful.Count == 0)
        {
            return (static _ => null, null);
        }

        IReadOnlyDictionary<string, AgApi> apis;
        try
        {
            apis = await _groups.ReadAsync(batch.Key.GroupId, cancellationToken).ConfigureAwait(false);
        }
        catch (AgException e) when (isRehearsal || e.Kind == Faults.PermissionDenied)
        {
            // A rehearsal says what it can see. And who may unbind need not be allowed to list the group.
            return (static _ => null, null);
        }

        var asked = new HashSet<string>(doubtful, Ids.Comparer);
        string? groupName = null;
        foreach (var apiId in batch.ApiIds)
        {
            if (apis.TryGetValue(apiId, out var api))
            {
                groupName ??= api.GroupName;
                names[apiId] = api.ApiName ?? string.Empty;
            }
        }

        return (apiId => !asked.Contains(apiId) ? null
            : !apis.TryGetValue(apiId, out var api) ? BatchErrors.NoSuchApi(batch, apiId)
            : isUnbind || StageNames.MayBeIn(api.DeployedStages, batch.Key.StageName) ? null
            : BatchErrors.NotPublished(batch, api), groupName);
    }

    private async Task TryFindAsync(string signatureId, CancellationToken cancellationToken)
    {
        try
        {
            await keys.FindAsync(signatureId, cancellationToken).ConfigureAwait(false);
        }
        catch (AgException)
        {
            // A key that was deleted since is told by its id.
        }
    }
}

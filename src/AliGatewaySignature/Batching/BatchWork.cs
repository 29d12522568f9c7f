using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>A batch while it is carried out: what sends it, what reads it back, and what is known of it.</summary>
internal sealed class BatchWork(GatewayClient client, BindingChange change, Batch batch)
{
    private readonly BindingReader _reader = new(client);

    public Batch Batch => batch;

    public BindingChange Change => change;

    public BatchReport Report { get; } = new(batch, change.Goal);

    private AgBindingState Opposite => change.Goal == AgBindingState.Bound ? AgBindingState.Unbound : AgBindingState.Bound;

    /// <summary>Reports what the plan settles without a call: what needs none, and what cannot be.</summary>
    public void ReportPlan()
    {
        if (batch.Plan is not { } plan)
        {
            return;
        }

        if (plan.Settled.Count > 0)
        {
            Reached(plan.Settled);
        }

        if (plan.Failure is { } failure)
        {
            Report.Failed(BatchErrors.NothingDone(failure, change, batch.ApiIds), batch.ApiIds, AgBindingState.Unknown);
        }

        foreach (var carried in plan.Foreign.GroupBy(plan.CarriedOf, Ids.Comparer))
        {
            List<string> apiIds = [.. carried];
            Report.Failed(BatchErrors.LeftAlone(batch, carried.Key, apiIds), apiIds, AgBindingState.Unbound);
        }

        foreach (var (because, apiId) in plan.Refused)
        {
            Report.Failed(because, [apiId], AgBindingState.Unbound);
        }
    }

    public Task SendAsync(IReadOnlyList<string> apiIds, CancellationToken cancellationToken) =>
        change.SendAsync(client, batch, apiIds, cancellationToken);

    /// <summary>Which key each API carries now.</summary>
    /// <exception cref="AgException">It could not be read.</exception>
    public Task<IReadOnlyDictionary<string, string>> ReadAsync(IReadOnlyList<string> apiIds, CancellationToken cancellationToken) =>
        _reader.ReadAsync(batch.Key, apiIds, cancellationToken);

    /// <summary>
    /// Which key each API carries, looked at until all have reached the goal, as long as <see cref="Looks"/> goes on; null when it
    /// could not be read.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>?> TryLookAsync(
        IReadOnlyList<string> apiIds, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string>? carried = null;
        var unread = await Looks.RepeatAsync(
            client,
            Looks.AfterChange,
            async () =>
            {
                carried = await ReadAsync(apiIds, cancellationToken).ConfigureAwait(false);
                return Split(apiIds, carried).Missed.Count == 0;
            },
            cancellationToken).ConfigureAwait(false);
        return unread is null ? carried : null;
    }

    /// <summary>Parts ids by what was read of them: those that have reached the goal, and those that have not.</summary>
    public (List<string> Reached, List<string> Missed) Split(
        IReadOnlyList<string> apiIds, IReadOnlyDictionary<string, string> carried)
    {
        var byGoal = apiIds.ToLookup(apiId => StateOf(apiId, carried) == change.Goal);
        return (byGoal[true].ToList(), byGoal[false].ToList());
    }

    /// <summary>The state of an API, given which key each API carries.</summary>
    public AgBindingState StateOf(string apiId, IReadOnlyDictionary<string, string> carried) =>
        BindingChange.StateOf(batch, carried.TryGetValue(apiId, out var key) ? key : null);

    /// <summary>Reports ids as reached, and as read back.</summary>
    public void Reached(IReadOnlyCollection<string> apiIds)
    {
        Report.Done(apiIds);
        Report.Verified(apiIds);
    }

    /// <summary>Reports that nothing was done for ids.</summary>
    public void NothingDone(AgException e, IReadOnlyList<string> apiIds) =>
        Report.Failed(BatchErrors.NothingDone(e, change, apiIds), apiIds, AgBindingState.Unknown);

    /// <summary>A call may have been carried out: reads its ids back and reports each of them.</summary>
    public async Task ReadBackAsync(AgException e, IReadOnlyList<string> apiIds, CancellationToken cancellationToken)
    {
        var (missed, unread) = await LookAsync(apiIds, isFinal: false, cancellationToken).ConfigureAwait(false);
        Seen(apiIds, missed, unread, e);
    }

    /// <summary>
    /// A call was refused for certain that was to put the key in the place of others. A part may have been done all the same: reads its ids
    /// once, for what was not done by then does not come later, and reports each of them.
    /// </summary>
    public async Task ReadRefusedAsync(AgException e, IReadOnlyList<string> apiIds, CancellationToken cancellationToken)
    {
        var (missed, unread) = await LookAsync(apiIds, isFinal: true, cancellationToken).ConfigureAwait(false);
        if (unread is not null || RefusalSubjects.Find(e.Code) != RefusalSubject.Binding)
        {
            // Refused for another reason, or for one that nobody knows.
            Seen(apiIds, missed, unread, e);
            return;
        }

        Reached([.. apiIds.Except(missed)]);
        Report.Failed(BatchErrors.NotReplaced(e, Batch, missed), missed, Opposite);
    }

    /// <summary>Reads back what the service accepted, and reports what is not so.</summary>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        var done = Report.DoneIds;
        if (done.Count > 0)
        {
            var (missed, unread) = await LookAsync(done, isFinal: false, cancellationToken).ConfigureAwait(false);
            Seen(done, missed, unread, open: null);
        }
    }

    /// <summary>Reports what looking at ids showed.</summary>
    /// <param name="apiIds">The ids.</param>
    /// <param name="missed">Those of them that were not seen to have reached the goal.</param>
    /// <param name="unread">Why the last look could not be read; null when it could.</param>
    /// <param name="open">The failure that left the outcome open; null when the service accepted the call.</param>
    public void Seen(IReadOnlyList<string> apiIds, IReadOnlyList<string> missed, AgException? unread, AgException? open)
    {
        var reached = apiIds.Except(missed).ToList();
        Reached(reached);
        Report.Failed(
            open is null ? BatchErrors.NotVerified(change, missed, unread)
                : unread is null ? BatchErrors.ReadBack(open, change, reached.Count, missed)
                : BatchErrors.Unknown(open, change, missed),
            missed,
            open is { MayStillBeDone: false } && unread is null ? Opposite : AgBindingState.Unknown);
    }

    /// <summary>Looks at ids until they have reached the goal, as long as <see cref="Looks"/> goes on.</summary>
    /// <param name="apiIds">The ids.</param>
    /// <param name="isFinal">Whether the first look that can be read says all that there will be.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task<(IReadOnlyList<string> Missed, AgException? Unread)> LookAsync(
        IReadOnlyList<string> apiIds, bool isFinal, CancellationToken cancellationToken)
    {
        var missed = apiIds;
        var unread = await Looks.RepeatAsync(
            client,
            Looks.AfterChange,
            async () =>
            {
                missed = Split(missed, await ReadAsync(missed, cancellationToken).ConfigureAwait(false)).Missed;
                return isFinal || missed.Count == 0;
            },
            cancellationToken).ConfigureAwait(false);
        return (missed, unread);
    }

    /// <summary>Whether the key may exist: false only when the service clearly knows no such key.</summary>
    public async Task<bool> KeyMayExistAsync(CancellationToken cancellationToken)
    {
        try
        {
            var page = await client.DescribeSignaturesAsync(batch.Key.SignatureId, null, includeSecret: false, 1, cancellationToken)
                .ConfigureAwait(false);
            return page.Items.Count > 0;
        }
        catch (AgException e)
        {
            return e.Kind != Faults.NotFound;
        }
    }
}

using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>
/// Carries one batch out and finds the truth about each of its APIs: a batch that ended unknown is read back, and a bad
/// id does not cost the good ones.
/// </summary>
internal sealed class BatchExecutor(GatewayClient client, BindingChange change, bool verify)
{
    private readonly GatewayClient _client = client;
    private readonly BindingReader _reader = new BindingReader(client);

    public async Task<BatchResult> RunAsync(Batch batch, CancellationToken cancellationToken)
    {
        var report = new BatchReport(batch, change.Goal);
        report.Done(batch.Settled);
        report.Verified(batch.Settled);
        if (batch.ToSend.Count == 0)
        {
            return report.ToResult();
        }

        try
        {
            await change.SendAsync(_client, batch, batch.ToSend, cancellationToken).ConfigureAwait(false);
            report.Done(batch.ToSend);
        }
        catch (AgException e)
        {
            await FailedAsync(batch, report, e, cancellationToken).ConfigureAwait(false);
        }

        if (verify)
        {
            await VerifyAsync(batch, report, cancellationToken).ConfigureAwait(false);
        }

        return report.ToResult();
    }

    private async Task FailedAsync(Batch batch, BatchReport report, AgException e, CancellationToken cancellationToken)
    {
        if (e.Kind.IsAboutContent)
        {
            var subject = RefusalSubjects.Of(e.Code);
            if (subject is RefusalSubject.ApiIds or RefusalSubject.Binding or RefusalSubject.Unclear)
            {
                await IsolateAsync(batch, report, e, subject, cancellationToken).ConfigureAwait(false);
                return;
            }
        }

        await EndedAsync(batch, report, e, e.OutcomeUnknown, batch.ToSend, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Some ids ended in a failure that looking for a bad id cannot mend.</summary>
    private async Task EndedAsync(
        Batch batch, BatchReport report, AgException e, bool outcomeUnknown, IReadOnlyList<string> apiIds,
        CancellationToken cancellationToken)
    {
        if (!outcomeUnknown)
        {
            report.Failed(BatchErrors.NothingDone(e, change, apiIds), apiIds, AgBindingState.Unknown);
            return;
        }

        if (await TryReadAsync(batch.Key, apiIds, cancellationToken).ConfigureAwait(false) is not { } carried)
        {
            report.Failed(BatchErrors.Unknown(e, change, apiIds), apiIds, AgBindingState.Unknown);
            return;
        }

        var (reached, missed) = Split(batch, apiIds, carried);
        report.Done(reached);
        report.Verified(reached);
        report.Failed(BatchErrors.ReadBack(e, change, reached.Count, missed), missed, Opposite);
    }

    /// <summary>The batch was refused for its content: everything good in it is to be done all the same.</summary>
    private async Task IsolateAsync(
        Batch batch, BatchReport report, AgException e, RefusalSubject subject, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string>? carried = null;
        try
        {
            carried = await _reader.ReadAsync(batch.Key, batch.ToSend, cancellationToken).ConfigureAwait(false);
        }
        catch (AgException unread) when (RefusalSubjects.Of(unread.Code) is RefusalSubject.Group or RefusalSubject.Stage)
        {
            // Not an id but the group or the stage is wrong: no other set of ids would fare better.
            report.Failed(BatchErrors.NothingDone(e, change, batch.ToSend), batch.ToSend, AgBindingState.Unknown);
            return;
        }
        catch (AgException)
        {
            // Then without knowing: what is sent twice does no harm.
        }

        if (subject == RefusalSubject.Unclear && !await KeyMayExistAsync(batch.Key.SignatureId!, cancellationToken).ConfigureAwait(false))
        {
            report.Failed(BatchErrors.NothingDone(e, change, batch.ToSend), batch.ToSend, AgBindingState.Unknown);
            return;
        }

        var refused = new List<(string ApiId, AgException Because)>();
        var unasked = new List<string>();
        AgException? end = null;
        var search = new BadIdSearch(
            (ids, token) => SendAgainAsync(batch, ids, token),
            report.Done,
            (failure, ids) =>
            {
                if (failure.Kind.IsAboutContent)
                {
                    refused.AddRange(ids.Select(apiId => (apiId, failure)));
                }
                else
                {
                    end = failure;
                    unasked.AddRange(ids);
                }

                return Task.CompletedTask;
            });
        if (carried is null)
        {
            await search.SplitAsync(batch.ToSend, e, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await SearchAsync(batch, report, e, subject, carried, search, cancellationToken).ConfigureAwait(false);
        }

        await SettleAsync(batch, report, refused, carried, cancellationToken).ConfigureAwait(false);
        if (end is not null)
        {
            // The last call may be without effect, but its ids have been in a larger one before, of which a part may have been done.
            await EndedAsync(batch, report, end, outcomeUnknown: true, unasked, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What reading shows to be done already, by this call or before, is not sent again.</summary>
    private async Task SearchAsync(
        Batch batch, BatchReport report, AgException e, RefusalSubject subject, IReadOnlyDictionary<string, string> carried,
        BadIdSearch search, CancellationToken cancellationToken)
    {
        var (reached, missed) = Split(batch, batch.ToSend, carried);
        if (change.Goal == AgBindingState.Bound || subject == RefusalSubject.Binding || (missed.Count == 0 && e.OutcomeUnknown))
        {
            report.Done(reached);
            report.Verified(reached);
            if (reached.Count == 0)
            {
                await search.SplitAsync(missed, e, cancellationToken).ConfigureAwait(false);
            }
            else if (missed.Count > 0)
            {
                // It may have been those just set aside that the service refused: the rest is worth a call.
                await search.TryAsync(missed, cancellationToken).ConfigureAwait(false);
            }
        }
        else if (reached.Count > 0 && missed.Count > 0)
        {
            // To unbind: what is still bound certainly exists, and most likely goes in one call. Then the bad ids are among the rest.
            if (await search.TryAsync(missed, cancellationToken).ConfigureAwait(false))
            {
                await search.SplitAsync(reached, e, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await search.TryAsync(reached, cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            await search.SplitAsync(batch.ToSend, e, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends some ids of a batch. A service that refuses to do a thing twice may refuse what a lost attempt has done.</summary>
    private async Task SendAgainAsync(Batch batch, IReadOnlyList<string> apiIds, CancellationToken cancellationToken)
    {
        try
        {
            await change.SendAsync(_client, batch, apiIds, cancellationToken).ConfigureAwait(false);
        }
        catch (AgException e) when (e.OutcomeUnknown && e.Kind.IsAboutContent)
        {
            if (await TryReadAsync(batch.Key, apiIds, cancellationToken).ConfigureAwait(false) is not { } carried
                || Split(batch, apiIds, carried).Missed.Count > 0)
            {
                throw;
            }
        }
    }

    /// <summary>
    /// One error for each id that was refused by itself. Where the code does not blame the API, it may be as it should be
    /// all the same: done on the way, and refused a second time. That is read once for all of them.
    /// </summary>
    private async Task SettleAsync(
        Batch batch, BatchReport report, List<(string ApiId, AgException Because)> refused,
        IReadOnlyDictionary<string, string>? carried, CancellationToken cancellationToken)
    {
        var open = refused.Where(one => RefusalSubjects.Of(one.Because.Code) != RefusalSubject.ApiIds).Select(one => one.ApiId).ToList();
        var latest = open.Count == 0 ? carried : await TryReadAsync(batch.Key, open, cancellationToken).ConfigureAwait(false);
        foreach (var (apiId, because) in refused)
        {
            var isOpen = open.Contains(apiId);
            string? key = null;
            if ((isOpen ? latest : carried) is not { } known)
            {
                report.Failed(
                    isOpen ? BatchErrors.Unknown(because, change, [apiId]) : BatchErrors.BadId(because, change, apiId, null),
                    [apiId], AgBindingState.Unknown);
                continue;
            }

            var state = BindingChange.StateOf(batch, known.TryGetValue(apiId, out key) ? key : null);
            if (isOpen
                && state == change.Goal
                && (state == AgBindingState.Bound || because.OutcomeUnknown || RefusalSubjects.Of(because.Code) == RefusalSubject.Binding))
            {
                report.Done([apiId]);
                report.Verified([apiId]);
            }
            else
            {
                report.Failed(BatchErrors.BadId(because, change, apiId, key), [apiId], state);
            }
        }
    }

    private async Task VerifyAsync(Batch batch, BatchReport report, CancellationToken cancellationToken)
    {
        var done = report.DoneIds;
        if (done.Count == 0)
        {
            return;
        }

        try
        {
            var carried = await _reader.ReadAsync(batch.Key, done, cancellationToken).ConfigureAwait(false);
            var (reached, missed) = Split(batch, done, carried);
            report.Verified(reached);
            report.Failed(BatchErrors.NotVerified(change, missed, null), missed, Opposite);
        }
        catch (AgException e)
        {
            report.Failed(BatchErrors.NotVerified(change, done, e), done, AgBindingState.Unknown);
        }
    }

    private AgBindingState Opposite => change.Goal == AgBindingState.Bound ? AgBindingState.Unbound : AgBindingState.Bound;

    private (List<string> Reached, List<string> Missed) Split(
        Batch batch, IReadOnlyList<string> apiIds, IReadOnlyDictionary<string, string> carried)
    {
        var byGoal = apiIds.ToLookup(apiId =>
            BindingChange.StateOf(batch, carried.TryGetValue(apiId, out var key) ? key : null) == change.Goal);
        return (byGoal[true].ToList(), byGoal[false].ToList());
    }

    private async Task<IReadOnlyDictionary<string, string>?> TryReadAsync(
        BatchKey key, IReadOnlyList<string> apiIds, CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadAsync(key, apiIds, cancellationToken).ConfigureAwait(false);
        }
        catch (AgException)
        {
            return null;
        }
    }

    /// <summary>False only when the service clearly knows no such key.</summary>
    private async Task<bool> KeyMayExistAsync(string signatureId, CancellationToken cancellationToken)
    {
        try
        {
            var page = await _client.DescribeSignaturesAsync(
                signatureId, null, includeSecret: false, 1, cancellationToken).ConfigureAwait(false);
            return page.Items.Count > 0;
        }
        catch (AgException e)
        {
            return e.Kind != Faults.NotFound;
        }
    }
}

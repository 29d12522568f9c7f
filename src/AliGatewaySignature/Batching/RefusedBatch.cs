using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>A batch that the service refused for its content. Everything good in it is done all the same.</summary>
/// <param name="work">The batch.</param>
/// <param name="refusal">The refusal of the call with the ids.</param>
/// <param name="apiIds">The ids of that call; all that were to be sent when left out.</param>
internal sealed class RefusedBatch(BatchWork work, AgException refusal, IReadOnlyList<string>? apiIds = null)
{
    private readonly RefusalSubject _subject = RefusalSubjects.Find(refusal.Code);
    private readonly IReadOnlyList<string> _apiIds = apiIds ?? work.Batch.ToSend;
    private IReadOnlyDictionary<string, string>? _carried;
    private bool _mayStillBeDone = refusal.MayStillBeDone;

    /// <summary>Whether another set of ids may be accepted: not when the key, the group or the stage is wrong.</summary>
    public static bool MayHoldGoodIds(AgException refusal) =>
        refusal.Kind.IsAboutContent
        && RefusalSubjects.Find(refusal.Code) is RefusalSubject.ApiIds or RefusalSubject.Binding or RefusalSubject.Unclear;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!await LookAsync(cancellationToken).ConfigureAwait(false))
        {
            if (refusal.OutcomeUnknown)
            {
                await work.ReadBackAsync(refusal, _apiIds, cancellationToken).ConfigureAwait(false);
                return;
            }

            work.NothingDone(refusal, _apiIds);
            return;
        }

        var search = new BadIdSearch(SendAsync);
        await SearchAsync(search, cancellationToken).ConfigureAwait(false);
        work.Report.Done(search.Done);
        var refused = InOrder(search.Refused, static one => one.ApiId);
        var rest = InOrder(search.Unasked, static apiId => apiId);
        var given = search.Ended is { Kind.IsAboutContent: true } gaveUp ? gaveUp : null;

        // Where the code does not blame the API, it may be as it should be: done on the way, and refused a second time.
        var open = new HashSet<string>(refused
            .Where(one => RefusalSubjects.Find(one.Because.Code) != RefusalSubject.ApiIds)
            .Select(one => one.ApiId)
            .Concat(given is null ? [] : rest));
        var latest = open.Count == 0
            ? null
            : await work.TryLookAsync(_apiIds.Where(open.Contains).ToList(), cancellationToken).ConfigureAwait(false);
        foreach (var (apiId, because) in refused)
        {
            var isOpen = open.Contains(apiId);
            ReportRefused(apiId, because, isOpen, isOpen ? latest : _carried);
        }

        if (given is not null)
        {
            ReportRest(given, rest, latest);
        }
        else if (search.Ended is { } ended)
        {
            // The last call may be without effect, but its ids were in a larger one before, of which a part may have been done.
            ended.MayStillBeDone |= _mayStillBeDone;
            await work.ReadBackAsync(ended, rest, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Reports the ids that the search gave up on. Every call with them was refused, but may have done a part. To unbind, an API that
    /// is not bound now counts as done only if it was bound before: it may not exist at all.
    /// </summary>
    private void ReportRest(AgException given, IReadOnlyList<string> rest, IReadOnlyDictionary<string, string>? latest)
    {
        if (latest is null)
        {
            work.Report.Failed(BatchErrors.Unknown(given, work.Change, rest), rest, AgBindingState.Unknown);
            return;
        }

        var done = work.Split(rest, latest).Reached
            .Where(apiId => work.Change.Goal == AgBindingState.Bound
                || (_carried is not null && work.StateOf(apiId, _carried) == AgBindingState.Bound))
            .ToList();
        var missed = rest.Except(done).ToList();
        work.Reached(done);
        given.MayStillBeDone |= _mayStillBeDone;
        work.Report.Failed(
            BatchErrors.Rest(given, missed),
            missed,
            apiId => _mayStillBeDone ? AgBindingState.Unknown : work.StateOf(apiId, latest));
    }

    /// <summary>The search goes back and forth; what is reported has the order of the input.</summary>
    private List<T> InOrder<T>(IReadOnlyCollection<T> items, Func<T, string> idOf)
    {
        var places = _apiIds.Select((apiId, place) => (apiId, place)).ToDictionary(one => one.apiId, one => one.place);
        return items.OrderBy(item => places[idOf(item)]).ToList();
    }

    /// <summary>Reads which keys the APIs carry, as far as that can be read.</summary>
    /// <returns>False when no other set of ids would be accepted.</returns>
    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            _carried = await work.ReadAsync(_apiIds, cancellationToken).ConfigureAwait(false);
        }
        catch (AgException unread) when (RefusalSubjects.Find(unread.Code) is RefusalSubject.Group or RefusalSubject.Stage)
        {
            return false;
        }
        catch (AgException)
        {
            // Then without knowing: what is sent twice does no harm.
        }

        return _subject != RefusalSubject.Unclear || await work.KeyMayExistAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What reading shows to be done already, by this call or before, is not sent again.</summary>
    private async Task SearchAsync(BadIdSearch search, CancellationToken cancellationToken)
    {
        if (_carried is null)
        {
            await search.SplitAsync(_apiIds, refusal, cancellationToken).ConfigureAwait(false);
            return;
        }

        var (reached, missed) = work.Split(_apiIds, _carried);
        if (work.Change.Goal == AgBindingState.Bound || _subject == RefusalSubject.Binding || (missed.Count == 0 && refusal.OutcomeUnknown))
        {
            work.Reached(reached);
            if (reached.Count == 0)
            {
                await search.SplitAsync(missed, refusal, cancellationToken).ConfigureAwait(false);
            }
            else if (missed.Count > 0)
            {
                // The service may have refused those that were just set aside: the rest is worth a call.
                await search.TryAsync(missed, cancellationToken).ConfigureAwait(false);
            }
        }
        else if (reached.Count == 0 || missed.Count == 0)
        {
            await search.SplitAsync(_apiIds, refusal, cancellationToken).ConfigureAwait(false);
        }
        else if (await search.TryAsync(missed, cancellationToken).ConfigureAwait(false))
        {
            // To unbind: what is still bound exists, and went in one call. Then the bad ids are among the rest.
            await search.SplitAsync(reached, refusal, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await search.TryAsync(reached, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends some ids. A service that refuses to do a thing twice may refuse what a lost attempt has done.</summary>
    private async Task SendAsync(IReadOnlyList<string> apiIds, CancellationToken cancellationToken)
    {
        try
        {
            await work.SendAsync(apiIds, cancellationToken).ConfigureAwait(false);
        }
        catch (AgException e)
        {
            _mayStillBeDone |= e.MayStillBeDone;
            if (!e.OutcomeUnknown || !e.Kind.IsAboutContent
                || await work.TryLookAsync(apiIds, cancellationToken).ConfigureAwait(false) is not { } carried
                || work.Split(apiIds, carried).Missed.Count > 0)
            {
                throw;
            }
        }
    }

    /// <summary>Reports an id that was refused by itself.</summary>
    /// <param name="apiId">The id.</param>
    /// <param name="because">Its own refusal.</param>
    /// <param name="isOpen">Whether the refusal leaves open what became of it.</param>
    /// <param name="known">Which key each API carries; null when that could not be read.</param>
    private void ReportRefused(string apiId, AgException because, bool isOpen, IReadOnlyDictionary<string, string>? known)
    {
        if (known is null)
        {
            work.Report.Failed(
                isOpen
                    ? BatchErrors.Unknown(because, work.Change, [apiId])
                    : BatchErrors.BadId(because, work.Change, apiId, null),
                [apiId],
                AgBindingState.Unknown);
            return;
        }

        var state = work.StateOf(apiId, known);
        var twice = state == AgBindingState.Bound
            || because.OutcomeUnknown
            || RefusalSubjects.Find(because.Code) == RefusalSubject.Binding;
        if (isOpen && state == work.Change.Goal && twice)
        {
            work.Reached([apiId]);
        }
        else if (isOpen && _mayStillBeDone)
        {
            because.MayStillBeDone = true;
            work.Report.Failed(BatchErrors.ReadBack(because, work.Change, 0, [apiId]), [apiId], AgBindingState.Unknown);
        }
        else
        {
            var key = known.TryGetValue(apiId, out var carried) ? carried : null;
            work.Report.Failed(BatchErrors.BadId(because, work.Change, apiId, key), [apiId], state);
        }
    }
}

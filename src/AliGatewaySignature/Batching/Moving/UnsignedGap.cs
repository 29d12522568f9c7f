using System.Collections.Concurrent;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching.Moving;

/// <summary>
/// Moves APIs to a key where the service does not let it take the place of another: they are unbound and bound at once. Nothing ends
/// that half-way: not Ctrl+C, and where the new key cannot be bound, the old one is bound again.
/// </summary>
internal sealed class UnsignedGap(GatewayClient client)
{
    private readonly ConcurrentDictionary<Task, bool> _open = new();
    private volatile bool _hasFailed;

    /// <summary>Whether something went wrong, so that no further API may be unbound.</summary>
    public bool HasFailed => _hasFailed;

    /// <summary>Waits until no API is unbound that shall not be.</summary>
    public void WaitUntilClosed() => Task.WaitAll([.. _open.Keys]);

    /// <param name="work">The batch.</param>
    /// <param name="apiIds">Those of its APIs that are to be moved.</param>
    /// <param name="cancellationToken">Ends it before it begins.</param>
    public async Task RunAsync(BatchWork work, IReadOnlyList<string> apiIds, CancellationToken cancellationToken)
    {
        var closed = new TaskCompletionSource<bool>();
        _open[closed.Task] = true;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await MoveAsync(work, apiIds).ConfigureAwait(false);
        }
        finally
        {
            _open.TryRemove(closed.Task, out _);
            closed.SetResult(true);
        }
    }

    private async Task MoveAsync(BatchWork work, IReadOnlyList<string> apiIds)
    {
        var plan = work.Batch.Plan!;
        var unsigned = apiIds.Where(apiId => !plan.OtherKeys.ContainsKey(apiId)).ToList();
        foreach (var old in apiIds.Where(plan.OtherKeys.ContainsKey).GroupBy(plan.CarriedOf, Ids.Comparer))
        {
            unsigned.AddRange(await UnbindAsync(work, old.Key, [.. old]).ConfigureAwait(false));
        }

        if (unsigned.Count > 0)
        {
            await BindAsync(work, [.. apiIds.Where(new HashSet<string>(unsigned, Ids.Comparer).Contains)]).ConfigureAwait(false);
        }
    }

    /// <returns>The APIs that carry no key now.</returns>
    private async Task<IReadOnlyList<string>> UnbindAsync(BatchWork work, string oldId, IReadOnlyList<string> apiIds)
    {
        var key = work.Batch.Key;
        try
        {
            await client.RemoveSignatureApisAsync(
                oldId, key.GroupId, key.StageName, apiIds, UnbindPurpose(work.Batch, oldId, apiIds.Count), CancellationToken.None)
                .ConfigureAwait(false);
            return apiIds;
        }
        catch (AgException e)
        {
            _hasFailed = true;
            if (await TryReadAsync(work, apiIds).ConfigureAwait(false) is not { } carried)
            {
                work.Report.Failed(
                    e.OutcomeUnknown ? BatchErrors.LeftUnsigned(e, work.Batch, apiIds, isRead: false)
                        : BatchErrors.NothingDone(e, work.Change, apiIds),
                    apiIds,
                    AgBindingState.Unknown);
                return [];
            }

            var left = apiIds.Where(carried.ContainsKey).ToList();
            var done = work.Split(left, carried).Reached;
            work.Reached(done);
            left = [.. left.Except(done)];
            work.Report.Failed(BatchErrors.NothingDone(e, work.Change, left), left, AgBindingState.Unbound);
            return [.. apiIds.Where(apiId => !carried.ContainsKey(apiId))];
        }
    }

    private async Task BindAsync(BatchWork work, IReadOnlyList<string> apiIds)
    {
        var unsigned = WithoutKeys(work.Batch, apiIds);
        var binding = new BatchWork(client, work.Change, unsigned);
        await BatchSending.RunAsync(binding, apiIds, replaceRefused: null, CancellationToken.None).ConfigureAwait(false);
        var bound = binding.Report.ToResult();
        work.Report.Done(bound.Bindings.Select(static one => one.ApiId));
        work.Report.Verified(bound.Bindings.Where(static one => one.IsVerified).Select(static one => one.ApiId));
        foreach (var failure in bound.Failures)
        {
            _hasFailed = true;
            await PutBackAsync(work, unsigned, failure).ConfigureAwait(false);
        }
    }

    /// <summary>Gives APIs their old key again that the new one could not be bound to.</summary>
    private async Task PutBackAsync(BatchWork work, Batch unsigned, BatchFailure failure)
    {
        var (key, plan, because) = (work.Batch.Key, work.Batch.Plan!, failure.Exception);
        var apiIds = failure.Bindings.Select(static one => one.ApiId).ToList();
        var carried = await TryReadAsync(work, apiIds).ConfigureAwait(false);
        foreach (var old in apiIds.Where(apiId => carried?.ContainsKey(apiId) == false).GroupBy(plan.CarriedOf, Ids.Comparer))
        {
            if (old.Key.Length > 0)
            {
                await TryBindAsync(unsigned, old.Key, [.. old]).ConfigureAwait(false);
            }
        }

        carried = await TryReadAsync(work, apiIds).ConfigureAwait(false);
        foreach (var one in apiIds.GroupBy(apiId => carried is null ? null : carried.TryGetValue(apiId, out var now) ? now : string.Empty))
        {
            List<string> same = [.. one];
            if (Ids.Comparer.Equals(one.Key, key.SignatureId))
            {
                work.Reached(same);
                continue;
            }

            work.Report.Failed(
                string.IsNullOrEmpty(one.Key)
                    ? BatchErrors.LeftUnsigned(because, work.Batch, same, isRead: carried is not null)
                    : because.WithDetail($"{IdList.Count(same.Count)} carry {BatchWords.Key(work.Batch, one.Key!)} again."),
                same,
                carried is null ? AgBindingState.Unknown : AgBindingState.Unbound);
        }
    }

    /// <summary>What the journal says of it: whoever reads it after a crash must know what was to be bound.</summary>
    private static CallPurpose UnbindPurpose(Batch batch, string oldId, int count) => batch.PurposeOf(count) with
    {
        SignatureName = batch.Plan!.Keys.Known(oldId),
        DestinationSignatureId = batch.Key.SignatureId,
    };

    /// <summary>APIs of a batch, as they are once they were unbound.</summary>
    private static Batch WithoutKeys(Batch batch, IReadOnlyList<string> apiIds)
    {
        var unsigned = new Batch(batch.Number, batch.Key, apiIds) { Names = batch.Names };
        return unsigned.With(BatchPlan.Create(
            unsigned, BindingChange.Bind, StartingPoint.Unsigned, new Dictionary<string, string>(), static _ => null, batch.Plan!.ReadAt,
            batch.Plan.Keys));
    }

    private async Task TryBindAsync(Batch batch, string signatureId, IReadOnlyList<string> apiIds)
    {
        try
        {
            await client.SetSignatureApisAsync(
                signatureId, batch.Key.GroupId, batch.Key.StageName, apiIds,
                batch.PurposeOf(apiIds.Count) with { SignatureName = batch.Plan!.Keys.Known(signatureId) },
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (AgException)
        {
            // What came of it is read next.
        }
    }

    private static async Task<IReadOnlyDictionary<string, string>?> TryReadAsync(BatchWork work, IReadOnlyList<string> apiIds)
    {
        try
        {
            return await work.ReadAsync(apiIds, CancellationToken.None).ConfigureAwait(false);
        }
        catch (AgException)
        {
            return null;
        }
    }
}

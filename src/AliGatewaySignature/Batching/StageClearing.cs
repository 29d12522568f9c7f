using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>Unbinds a key from every API of a group in a stage: one call without ids, and the truth about each API.</summary>
internal sealed class StageClearing(GatewayClient client, BatchKey key)
{
    /// <summary>The APIs that carry the key now, as a batch; it may have any number of ids.</summary>
    public async Task<Batch> ReadAsync(CancellationToken cancellationToken) =>
        new(1, key, await BoundAsync(cancellationToken).ConfigureAwait(false));

    public async Task<BatchResult> RunAsync(Batch bound, bool verify, CancellationToken cancellationToken)
    {
        var report = new BatchReport(bound, AgBindingState.Unbound);
        AgException? open = null;
        try
        {
            await client.RemoveAllSignatureApisAsync(key.SignatureId!, key.GroupId, key.StageName, cancellationToken).ConfigureAwait(false);
            report.Done(bound.ApiIds);
        }
        catch (AgException e) when (e.OutcomeUnknown)
        {
            open = e;
        }

        if (open is not null || verify)
        {
            await ReadBackAsync(bound, report, open, cancellationToken).ConfigureAwait(false);
        }

        return report.ToResult();
    }

    private async Task ReadBackAsync(Batch bound, BatchReport report, AgException? open, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<string> left = bound.ApiIds;
        var unread = await Looks.RepeatAsync(
            client,
            Looks.All,
            async () =>
            {
                var still = new HashSet<string>(await BoundAsync(cancellationToken).ConfigureAwait(false), Ids.Comparer);
                left = bound.ApiIds.Where(still.Contains).ToList();
                return left.Count == 0;
            },
            cancellationToken).ConfigureAwait(false);
        var missed = left.ToList();
        if (unread is null)
        {
            var gone = bound.ApiIds.Except(missed).ToList();
            report.Done(gone);
            report.Verified(gone);
        }

        report.Failed(Failure(open, unread, bound.ApiIds.Count - missed.Count, missed), missed,
            open is { MayStillBeDone: false } && unread is null ? AgBindingState.Bound : AgBindingState.Unknown);
    }

    private static AgException Failure(AgException? open, AgException? unread, int gone, IReadOnlyList<string> missed) =>
        open is null ? BatchErrors.NotVerified(BindingChange.Unbind, missed, unread)
        : unread is null ? BatchErrors.ReadBack(open, BindingChange.Unbind, gone, missed)
        : BatchErrors.Unknown(open, BindingChange.Unbind, missed);

    private async Task<List<string>> BoundAsync(CancellationToken cancellationToken)
    {
        var all = await Paging<AgSignatureBinding>.ReadAllAsync(page =>
            client.DescribeApiSignaturesAsync(key.GroupId, key.StageName, null, page, cancellationToken)).ConfigureAwait(false);
        return all.Where(binding => Ids.Comparer.Equals(binding.SignatureId, key.SignatureId)).Select(binding => binding.ApiId).ToList();
    }
}

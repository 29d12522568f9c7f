using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>Unbinds a key from every API of a group in a stage: one call without ids, and the truth about each API.</summary>
internal sealed class StageClearing(GatewayClient client, BatchKey key)
{
    /// <summary>The APIs that carry the key now, as a batch; it may have any number of ids.</summary>
    public async Task<Batch> ReadAsync(CancellationToken cancellationToken)
    {
        var batch = new Batch(1, key, await BoundAsync(cancellationToken).ConfigureAwait(false));
        var carried = batch.ApiIds.ToDictionary(static apiId => apiId, _ => key.SignatureId!, Ids.Comparer);
        return batch.With(BatchPlan.Create(
            batch, BindingChange.Unbind, StartingPoint.Any, carried, static _ => null, client.Elapsed, new KeyNames(client)));
    }

    public async Task<BatchResult> RunAsync(Batch bound, bool verify, CancellationToken cancellationToken)
    {
        var work = new BatchWork(client, BindingChange.Unbind, bound);
        AgException? open = null;
        try
        {
            var purpose = bound.PurposeOf(bound.ApiIds.Count) with { About = "every API", ReadIds = bound.ApiIds };
            await client.RemoveAllSignatureApisAsync(key.SignatureId!, key.GroupId, key.StageName, cancellationToken, purpose)
                .ConfigureAwait(false);
            work.Report.Done(bound.ApiIds);
        }
        catch (AgException e) when (e.OutcomeUnknown)
        {
            open = e;
        }

        if (open is not null || verify)
        {
            await ReadBackAsync(work, open, cancellationToken).ConfigureAwait(false);
        }

        return work.Report.ToResult();
    }

    private async Task ReadBackAsync(BatchWork work, AgException? open, CancellationToken cancellationToken)
    {
        var missed = work.Batch.ApiIds;
        var unread = await Looks.RepeatAsync(
            client,
            Looks.AfterChange,
            async () =>
            {
                var still = new HashSet<string>(await BoundAsync(cancellationToken).ConfigureAwait(false), Ids.Comparer);
                missed = work.Batch.ApiIds.Where(still.Contains).ToList();
                return missed.Count == 0;
            },
            cancellationToken).ConfigureAwait(false);
        work.Seen(work.Batch.ApiIds, missed, unread, open);
    }

    private async Task<List<string>> BoundAsync(CancellationToken cancellationToken)
    {
        var all = await Paging<AgSignatureBinding>.ReadAllAsync(page =>
            client.DescribeApiSignaturesAsync(key.GroupId, key.StageName, null, page, cancellationToken)).ConfigureAwait(false);
        return all
            .Where(binding => Ids.Comparer.Equals(binding.SignatureId, key.SignatureId))
            .Select(binding => binding.ApiId)
            .ToList();
    }
}

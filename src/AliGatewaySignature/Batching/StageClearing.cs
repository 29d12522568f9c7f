using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>Unbinds a key from every API of a group in a stage: one call without ids, and the truth about each API.</summary>
internal sealed class StageClearing(GatewayClient client, BatchKey key)
{
    /// <summary>The names of keys.</summary>
    public KeyNames Keys { get; init; } = new(client);

    /// <summary>The names of groups.</summary>
    public GroupNames Groups { get; init; } = new(client);

    /// <summary>The APIs that carry the key now, as a batch; it may have any number of ids.</summary>
    /// <exception cref="AgException">There is no such key or group, or what carries the key could not be read.</exception>
    public async Task<Batch> ReadAsync(CancellationToken cancellationToken)
    {
        // Side by side, for whoever waits. That there is no such key or group is said by the two that must be read.
        var keyName = Keys.FindAsync(key.SignatureId!, cancellationToken);
        var groupName = Groups.FindAsync(key.GroupId, cancellationToken);
        var reading = BoundAsync(cancellationToken);
        await Task.WhenAny(Task.WhenAll(keyName, groupName, reading)).ConfigureAwait(false);
        await keyName.ConfigureAwait(false);
        var batch = new Batch(1, key, await reading.ConfigureAwait(false))
        {
            Names = new BatchNames(await groupName.ConfigureAwait(false), null),
        };
        var carried = batch.ApiIds.ToDictionary(static apiId => apiId, _ => key.SignatureId!, Ids.Comparer);
        return batch.With(BatchPlan.Create(
            batch, BindingChange.Unbind, StartingPoint.Any, carried, static _ => null, client.Elapsed, Keys));
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

using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Batching;

/// <summary>Sends a batch in one call. Where that is refused or lost, it finds out what became of each API.</summary>
internal static class BatchSending
{
    public static Task RunAsync(BatchWork work, CancellationToken cancellationToken) =>
        RunAsync(
            work,
            work.Batch.ToSend,
            refusal => new RefusedReplacement(work, work.Batch.Plan!, refusal).RunAsync(cancellationToken),
            cancellationToken);

    /// <param name="work">The batch.</param>
    /// <param name="apiIds">The APIs of it that are sent.</param>
    /// <param name="replaceRefused">
    /// Goes on where the service most likely does not let the key take the place of others; null where no API carries another.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(
        BatchWork work, IReadOnlyList<string> apiIds, Func<AgException, Task>? replaceRefused, CancellationToken cancellationToken)
    {
        try
        {
            await work.SendAsync(apiIds, cancellationToken).ConfigureAwait(false);
            work.Report.Done(apiIds);
        }
        catch (AgException e) when (
            replaceRefused is not null && RefusedBatch.MayHoldGoodIds(e) && RefusedReplacement.IsLikely(work.Batch, e))
        {
            await replaceRefused(e).ConfigureAwait(false);
        }
        catch (AgException e) when (RefusedBatch.MayHoldGoodIds(e))
        {
            await new RefusedBatch(work, e, apiIds).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AgException e) when (e.OutcomeUnknown)
        {
            await work.ReadBackAsync(e, apiIds, cancellationToken).ConfigureAwait(false);
        }
        catch (AgException e)
        {
            work.NothingDone(e, apiIds);
        }
    }
}

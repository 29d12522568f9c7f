using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Batching;

/// <summary>
/// Carries one batch out and finds the truth about each of its APIs: a batch whose outcome is unknown is read back, and a bad
/// id does not cost the good ones.
/// </summary>
/// <param name="client">Sends and reads.</param>
/// <param name="change">What a batch is to bring about.</param>
/// <param name="verify">Whether every batch is read back after it was sent.</param>
/// <param name="reader">Reads a batch again whose plan is too old; null where batches are not read first.</param>
internal sealed class BatchExecutor(GatewayClient client, BindingChange change, bool verify, BatchReader? reader = null)
{
    public async Task<BatchResult> RunAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (batch.Plan is { HasChange: true } plan && client.Elapsed - plan.ReadAt > BatchReader.MaxAge && reader is not null)
        {
            var now = await reader.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
            if (!plan.IsSame(now.Plan!))
            {
                return BatchResult.AskAgain(now);
            }

            batch = now;
        }

        var work = new BatchWork(client, change, batch);
        work.ReportPlan();

        if (batch.ToSend.Count == 0)
        {
            return work.Report.ToResult();
        }

        try
        {
            await work.SendAsync(batch.ToSend, cancellationToken).ConfigureAwait(false);
            work.Report.Done(batch.ToSend);
        }
        catch (AgException e) when (RefusedBatch.MayHoldGoodIds(e) && RefusedReplacement.IsLikely(batch, e))
        {
            await new RefusedReplacement(work, batch.Plan!, e).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AgException e) when (RefusedBatch.MayHoldGoodIds(e))
        {
            await new RefusedBatch(work, e).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AgException e) when (e.OutcomeUnknown)
        {
            await work.ReadBackAsync(e, batch.ToSend, cancellationToken).ConfigureAwait(false);
        }
        catch (AgException e)
        {
            work.NothingDone(e, batch.ToSend);
        }

        if (verify)
        {
            await work.VerifyAsync(cancellationToken).ConfigureAwait(false);
        }

        return work.Report.ToResult();
    }
}

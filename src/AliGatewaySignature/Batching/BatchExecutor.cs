using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Batching;

/// <summary>
/// Carries one batch out and finds the truth about each of its APIs: a batch whose outcome is unknown is read back, and a bad
/// id does not cost the good ones.
/// </summary>
internal sealed class BatchExecutor(GatewayClient client, BindingChange change, bool verify)
{
    public async Task<BatchResult> RunAsync(Batch batch, CancellationToken cancellationToken)
    {
        var work = new BatchWork(client, change, batch);
        if (batch.Settled.Count > 0)
        {
            work.Reached(batch.Settled);
        }

        if (batch.ToSend.Count == 0)
        {
            return work.Report.ToResult();
        }

        try
        {
            await work.SendAsync(batch.ToSend, cancellationToken).ConfigureAwait(false);
            work.Report.Done(batch.ToSend);
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

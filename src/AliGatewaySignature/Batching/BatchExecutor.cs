using AliGatewaySignature.CloudApi;

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
    /// <summary>Sends what a batch has to send, and reports each of its APIs; in one call when left out.</summary>
    public Func<BatchWork, CancellationToken, Task>? Send { get; init; }

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

        await (Send ?? BatchSending.RunAsync)(work, cancellationToken).ConfigureAwait(false);

        if (verify)
        {
            await work.VerifyAsync(cancellationToken).ConfigureAwait(false);
        }

        return work.Report.ToResult();
    }
}

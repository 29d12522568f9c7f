using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching.Moving;

/// <summary>
/// Sends the batches of a move: the new key takes the place of the old one. Once the service has refused that, it is not asked again:
/// the move ends, or goes on with a gap.
/// </summary>
/// <param name="client">Sends and reads.</param>
/// <param name="gap">Moves a batch where the service does not let a key be replaced; null where that ends the move.</param>
internal sealed class MoveSending(GatewayClient client, UnsignedGap? gap)
{
    private volatile bool _isProved;
    private volatile bool _isRefused;
    private volatile bool _hasEnded;

    /// <summary>Whether it is known by now whether a key may be replaced here.</summary>
    public bool IsDecided => _isProved || _isRefused;

    /// <summary>Whether nothing more may be sent.</summary>
    public bool HasEnded => _hasEnded || gap is { HasFailed: true };

    public Func<Batch, CancellationToken, Task<BatchResult>> Sender(BindingChange change, bool verify, BatchReader reader) =>
        new BatchExecutor(client, change, verify, reader) { Send = SendAsync }.RunAsync;

    private async Task SendAsync(BatchWork work, CancellationToken cancellationToken)
    {
        if (_isRefused && gap is not null)
        {
            await gap.RunAsync(work, work.Batch.ToSend, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (_isProved)
        {
            // What is refused from here on is refused for another reason: it is no ground for a gap, and costs the good APIs nothing.
            await BatchSending.RunAsync(work, work.Batch.ToSend, replaceRefused: null, cancellationToken).ConfigureAwait(false);
            return;
        }

        var isRefused = false;
        await BatchSending.RunAsync(
            work,
            work.Batch.ToSend,
            async refusal =>
            {
                isRefused = true;
                await RefusedAsync(work, refusal, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        if (!isRefused && work.Batch.Plan!.Replaced.Intersect(work.Report.DoneIds, Ids.Comparer).Any())
        {
            _isProved = true;
        }
    }

    private async Task RefusedAsync(BatchWork work, AgException refusal, CancellationToken cancellationToken)
    {
        _isRefused = true;
        _hasEnded = gap is null;
        var missed = work.Batch.ToSend;
        try
        {
            // A refused call may have done a part.
            var carried = await work.ReadAsync(missed, cancellationToken).ConfigureAwait(false);
            (var reached, missed) = work.Split(missed, carried);
            work.Reached(reached);
        }
        catch (AgException)
        {
            // Then without knowing. Each API carries one of the two keys.
            refusal.OutcomeUnknown = true;
        }

        if (missed.Count > 0 && gap is not null)
        {
            await gap.RunAsync(work, missed, cancellationToken).ConfigureAwait(false);
        }
        else if (missed.Count > 0)
        {
            work.Report.Failed(
                BatchErrors.ReplaceRefused(refusal, work.Batch, missed),
                missed,
                refusal.OutcomeUnknown ? AgBindingState.Unknown : AgBindingState.Unbound);
        }
    }
}

using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands;

/// <summary>
/// A cmdlet that takes API ids from the pipeline and sends them in batches. Three steps, seen in the code: a full batch
/// is gated on the pipeline thread, its work runs elsewhere, and its results are drained in order on the pipeline thread.
/// </summary>
public abstract class AgBatchCommand : AgServiceCommand
{
    private readonly BatchCollector collector = new(Limits.ApiIdsPerCall);
    private BatchRunner? runner;
    private long done;
    private long failed;

    private protected AgBatchCommand()
    {
    }

    /// <summary>How many batches run at once.</summary>
    private protected virtual int BatchesAtOnce => 1;

    /// <summary>Asks whether a batch may be sent.</summary>
    private protected virtual bool Gate(Batch batch) => true;

    /// <summary>Carries a batch out; runs off the pipeline thread.</summary>
    private protected abstract Task<IReadOnlyList<AgSignatureBinding>> SendAsync(Batch batch, CancellationToken cancellationToken);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        runner = new BatchRunner(BatchesAtOnce, WorkAsync, Pump.Wake, StopToken);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        foreach (var batch in collector.Flush())
        {
            Submit(batch);
        }

        while (!runner!.IsEmpty)
        {
            Pump.WaitUntil(() => runner.HasResult);
            DrainResults();
        }
    }

    /// <summary>Writes what came of a batch.</summary>
    private protected virtual void WriteResult(IReadOnlyList<AgSignatureBinding> bindings) => WriteObject(bindings, enumerateCollection: true);

    private protected void CountDone(int count) => done += count;

    /// <summary>Says in one line what became of everything.</summary>
    private protected void WriteSummary(string participle)
    {
        if (IsVerbose)
        {
            WriteVerbose($"{done} {participle}, {failed} failed; {Observer.Calls} calls, {Observer.Retries} of them retries.");
        }
    }

    private protected void Collect(string? signatureId, string groupId, string stageName, string[] apiIds)
    {
        var key = new BatchKey(signatureId, groupId, stageName);
        foreach (var apiId in apiIds)
        {
            if (collector.Add(key, apiId) is { } full)
            {
                Submit(full);
            }
        }
    }

    private void Submit(Batch batch)
    {
        DrainResults();
        if (!GateOrThrow(batch))
        {
            return;
        }

        while (!runner!.CanStart)
        {
            Pump.WaitUntil(() => runner.HasResult || runner.CanStart);
            DrainResults();
        }

        Pump.ThrowIfStopped();
        runner.Start(batch);
    }

    private bool GateOrThrow(Batch batch)
    {
        try
        {
            return Gate(batch);
        }
        catch (AgException e)
        {
            ThrowFailure(e, TargetOf(batch));
            return false;
        }
    }

    private void DrainResults()
    {
        Pump.Drain();
        while (runner!.HasResult)
        {
            var result = runner.Take();
            if (result.Failure is { } failure)
            {
                failed += result.Batch.ApiIds.Count;
                WriteFailure(failure, TargetOf(result.Batch));
            }
            else
            {
                done += result.Batch.ApiIds.Count;
                WriteResult(result.Bindings);
            }
        }
    }

    private async Task<BatchResult> WorkAsync(Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            return new BatchResult(batch, await SendAsync(batch, cancellationToken).ConfigureAwait(false));
        }
        catch (AgException e)
        {
            return new BatchResult(batch, [], e);
        }
    }

    /// <summary>What an error of a batch is about; it can be piped back into the same cmdlet.</summary>
    private static AgSignatureBinding[] TargetOf(Batch batch) => Bindings.Of(batch, AgBindingState.Unknown);
}

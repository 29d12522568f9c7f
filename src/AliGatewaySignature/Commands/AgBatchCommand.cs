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

    private protected AgBatchCommand()
    {
    }

    /// <summary>How many batches run at once.</summary>
    private protected virtual int BatchesAtOnce => 1;

    /// <summary>Asks whether a batch may be sent.</summary>
    /// <returns>What is to be sent of it; null for nothing.</returns>
    private protected virtual Batch? Gate(Batch batch) => batch;

    /// <summary>Carries a batch out; runs off the pipeline thread.</summary>
    private protected abstract Task<BatchResult> SendAsync(Batch batch, CancellationToken cancellationToken);

    /// <summary>Writes what came of a batch.</summary>
    private protected virtual void WriteResult(BatchResult result)
    {
        WriteObject(result.Bindings, enumerateCollection: true);
        foreach (var failure in result.Failures)
        {
            WriteFailure(failure.Exception, TargetOf(failure.Bindings));
        }
    }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        runner = new BatchRunner(BatchesAtOnce, SendAsync, Pump.Wake, StopToken);
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

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && runner is { IsEmpty: false })
        {
            new StopReport(this, runner).Write();
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

        // A slow input must not hold back what is there already.
        if (runner!.HasResult)
        {
            DrainResults();
        }
    }

    private void Submit(Batch batch)
    {
        DrainResults();
        if (GateOrThrow(batch) is not { } approved)
        {
            return;
        }

        while (!runner!.CanStart)
        {
            Pump.WaitUntil(() => runner.HasResult || runner.CanStart);
            DrainResults();
        }

        Pump.ThrowIfStopped();
        runner.Start(approved);
    }

    private Batch? GateOrThrow(Batch batch)
    {
        try
        {
            return Gate(batch);
        }
        catch (AgException e) when (e.Kind == Faults.CannotAsk)
        {
            ThrowFailure(e, Bindings.Of(batch, AgBindingState.Unknown));
        }
        catch (AgException e)
        {
            // Reading before asking failed: nothing of this batch was sent, the next one may fare better.
            WriteResult(new BatchResult(batch, [], [new BatchFailure(e, Bindings.Of(batch, AgBindingState.Unknown))]));
        }

        return null;
    }

    private void DrainResults()
    {
        Pump.Drain();
        while (runner!.HasResult)
        {
            WriteResult(runner.Take());
        }
    }

    /// <summary>One API is its own target, so that a script need not unwrap it.</summary>
    private static object TargetOf(IReadOnlyList<AgSignatureBinding> bindings) => bindings.Count == 1 ? bindings[0] : bindings;
}

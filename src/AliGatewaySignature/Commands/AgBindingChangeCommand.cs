using System.Diagnostics;
using System.Management.Automation;
using AliGatewaySignature.Batching;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Add- and Remove-AgSignatureApi: ids from the pipeline in batches that change bindings, with progress and a closing summary.
/// </summary>
public abstract class AgBindingChangeCommand : AgServiceCommand
{
    private readonly BindingChange _change;
    private readonly Stopwatch _stopwatch = Stopwatch.StartNew();
    private BatchProgress? _progress;
    private long _done;
    private long _failed;
    private long _unknown;

    private protected AgBindingChangeCommand(BindingChange change) => _change = change;

    /// <summary>
    /// How many calls run at once; 1 runs one after the other. 4 when left out, for the reasons in
    /// docs/decisions/0006-throttle-limit.md.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>Reads every batch back after it was sent, and reports what is not as it should be.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Verify { get; set; }

    /// <summary>APIs that needed no call.</summary>
    private protected long Skipped { get; set; }

    /// <summary>Asks whether a batch may be sent, on the pipeline thread.</summary>
    /// <returns>What is to be sent of it; null for nothing.</returns>
    private protected abstract Batch? Ask(Batch batch);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var executor = new BatchExecutor(Client, _change, Verify);
        Batches = new BatchPipeline(Pump, _change.IdsPerCall, ThrottleLimit, Gate, executor.RunAsync, WriteResult, StopToken);
        _progress = BatchProgress.For(this, _change);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        Batches!.Complete();
        _progress?.Complete();
        var summary = new AgRunSummary(
            MyInvocation.MyCommand.Name, _done, _failed, _unknown, Skipped, Observer.Calls, Observer.Retries, _stopwatch.Elapsed);
        Context!.Log.Last = summary;
        if (IsVerbose)
        {
            WriteVerbose(summary + ".");
        }
    }

    /// <summary>Writes what came of a batch, and counts it.</summary>
    private protected void WriteResult(BatchResult result)
    {
        _done += result.Bindings.Count;
        foreach (var failure in result.Failures)
        {
            if (failure.Exception.OutcomeUnknown)
            {
                _unknown += failure.Bindings.Count;
            }
            else
            {
                _failed += failure.Bindings.Count;
            }
        }

        _progress?.Report(_done, _failed + _unknown, _stopwatch.Elapsed);

        // Errors first: what is downstream may end the pipeline at the first object, and an error that is not written is lost.
        if (result.Failures.Count > 0)
        {
            WriteFailures(result);
        }

        WriteObject(result.Bindings, enumerateCollection: true);
    }

    private Batch? Gate(Batch batch)
    {
        try
        {
            return Ask(batch);
        }
        catch (AgException e) when (e.Kind.EndsPipeline)
        {
            ThrowFailure(e, Bindings.Create(batch, AgBindingState.Unknown));
        }
        catch (AgException e)
        {
            // Reading before asking failed: nothing of this batch was sent, the next one may fare better.
            WriteResult(BatchResult.Failed(batch, e));
        }

        return null;
    }
}

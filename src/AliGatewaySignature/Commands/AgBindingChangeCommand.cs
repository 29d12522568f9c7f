using System.Management.Automation;
using AliGatewaySignature.Batching;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Add- and Remove-AgSignatureApi: ids from the pipeline in batches that change bindings, with progress and a closing summary.
/// </summary>
public abstract class AgBindingChangeCommand : AgChangeCommand
{
    private readonly BindingChange _change;
    private BatchProgress? _progress;

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

    private protected sealed override string Thing => "API";

    private protected BatchPipeline? Batches { get; private set; }

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
        base.EndProcessing();
    }

    /// <summary>Counts what came of a batch, and shows it.</summary>
    private protected void WriteResult(BatchResult result)
    {
        Tally.Add(result);
        ShowResult(result);
    }

    /// <summary>
    /// Writes what came of a batch. Errors first: what is downstream may end the pipeline at the first object, and an error that was not
    /// written by then is lost.
    /// </summary>
    private protected void ShowResult(BatchResult result)
    {
        _progress?.Report(Tally.Done + Tally.Unchanged, Tally.Failed + Tally.Unknown, Elapsed);
        foreach (var failure in result.Failures)
        {
            Tally.ShownErrors += failure.Bindings.Count;
            WriteFailure(failure);
        }

        foreach (var binding in result.Bindings)
        {
            Show(binding);
        }
    }

    private protected sealed override void TallyRemains()
    {
        if (Batches is null)
        {
            return;
        }

        var remains = Batches.Abandon(Patience);
        foreach (var result in remains.Ended)
        {
            Tally.Add(result);
        }

        foreach (var batches in remains.Open.GroupBy(batch => batch.Key))
        {
            Tally.AddOpen(RunWarning.Describe(batches), batches.Sum(batch => batch.ApiIds.Count));
        }

        Tally.AddNotSent(remains.NotSent);
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
            Batches!.Disown();
            WriteResult(BatchResult.Failed(batch, e));
        }

        return null;
    }
}

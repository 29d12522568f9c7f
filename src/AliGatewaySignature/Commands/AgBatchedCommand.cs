using System.Management.Automation;
using AliGatewaySignature.Batching;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>A cmdlet that changes bindings in batches, with progress, a result for each API and a closing summary.</summary>
public abstract class AgBatchedCommand : AgChangeCommand
{
    private BatchProgress? _progress;

    private protected AgBatchedCommand()
    {
    }

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

    private protected BatchPipeline? Batches { get; set; }

    /// <summary>Shows progress from here on.</summary>
    /// <param name="participle">What is done to the APIs, e.g. "bound".</param>
    private protected void BeginProgress(string participle) => _progress = BatchProgress.For(this, participle);

    /// <summary>Takes the progress away.</summary>
    private protected void EndProgress() => _progress?.Complete();

    /// <summary>Counts what came of a batch, and shows it.</summary>
    private protected virtual void WriteResult(BatchResult result)
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

    private protected override void TallyRemains()
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
}

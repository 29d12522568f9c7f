using System.Diagnostics;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.Batching;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands;

/// <summary>Add- and Remove-AgSignatureApi: batches that change bindings, with progress and a closing summary.</summary>
public abstract class AgBindingChangeCommand : AgBatchCommand
{
    private readonly BindingChange change;
    private readonly Stopwatch stopwatch = Stopwatch.StartNew();
    private BatchExecutor? executor;
    private BatchProgress? progress;
    private long done;
    private long failed;
    private long unknown;

    private protected AgBindingChangeCommand(BindingChange change) => this.change = change;

    /// <summary>
    /// How many calls run at once; 1 is strictly one after the other. 4 when left out, for the reasons in docs/decisions/0006-throttle-limit.md.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>Reads every batch back after it was sent, and reports what is not as it should be.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    private protected override int BatchesAtOnce => ThrottleLimit;

    /// <summary>APIs that needed no call.</summary>
    private protected long Skipped { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        executor = new BatchExecutor(Client, change, Verify);
        progress = BatchProgress.For(this, change);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        base.EndProcessing();
        progress?.Complete();
        var summary = new AgRunSummary(
            MyInvocation.MyCommand.Name, done, failed, unknown, Skipped, Observer.Calls, Observer.Retries, stopwatch.Elapsed);
        Context!.Log.Last = summary;
        if (IsVerbose)
        {
            WriteVerbose(summary + ".");
        }
    }

    private protected override Task<BatchResult> SendAsync(Batch batch, CancellationToken cancellationToken) =>
        executor!.RunAsync(batch, cancellationToken);

    private protected override void WriteResult(BatchResult result)
    {
        done += result.Bindings.Count;
        foreach (var failure in result.Failures)
        {
            if (failure.Exception.OutcomeUnknown)
            {
                unknown += failure.Bindings.Count;
            }
            else
            {
                failed += failure.Bindings.Count;
            }
        }

        progress?.Report(done, failed + unknown, stopwatch.Elapsed);
        base.WriteResult(result);
    }
}

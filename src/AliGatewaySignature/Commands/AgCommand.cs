using System.Management.Automation;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Commands;

/// <summary>
/// What every cmdlet has: work that runs off the pipeline thread and ends when the pipeline does, and errors with a
/// stable id, a category and something to do next.
/// </summary>
public abstract class AgCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private bool _disposed;

    private protected AgCommand() => Pump = new PipelinePump(_stop.Token);

    /// <summary>Cancelled by Ctrl+C, and by Dispose, which is all that Select-Object -First reaches.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <summary>
    /// The one pump of this cmdlet. It is made before any work is: work that ends on another thread wakes the very pump
    /// that the pipeline thread waits at, and a pump made on demand by two threads at once would be two.
    /// </summary>
    internal PipelinePump Pump { get; }

    /// <summary>Whether the verbose stream is shown. Verbose text is not built otherwise.</summary>
    internal bool IsVerbose { get; private set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => IsVerbose = this.Wants("Verbose", "VerbosePreference");

    /// <inheritdoc />
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what still runs; the engine calls this however the pipeline ends.</summary>
    /// <param name="disposing">Whether Dispose was called.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _disposed)
        {
            return;
        }

        _disposed = true;
        _stop.Cancel();
        Pump.Dispose();
        _stop.Dispose();
    }

    /// <summary>Writes a verbose line; what others said in it is made safe for a terminal.</summary>
    internal new void WriteVerbose(string text) => base.WriteVerbose(ForeignText.Clean(text));

    /// <summary>Writes a warning; what others said in it is made safe for a terminal.</summary>
    internal new void WriteWarning(string text) => base.WriteWarning(ForeignText.Clean(text));

    /// <summary>Runs one piece of work elsewhere while this thread writes what comes of it.</summary>
    internal T Run<T>(Func<CancellationToken, Task<T>> work)
    {
        var token = StopToken;
        var task = Task.Run(() => work(token), token);
        _ = task.ContinueWith(
            _ => Pump.Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        Pump.WaitUntil(() => task.IsCompleted);
        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not AgException && token.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (e is not AgException)
        {
            throw AgException.Unexpected(e, MyInvocation.MyCommand.Name);
        }
    }

    private protected void Run(Func<CancellationToken, Task> work) =>
        Run(async token =>
        {
            await work(token).ConfigureAwait(false);
            return true;
        });

    /// <summary>Reports a failure that concerns one input; the pipeline goes on.</summary>
    private protected void WriteFailure(AgException failure, object? target) => WriteError(ErrorRecords.Create(failure, target));

    /// <summary>Reports a failure after which nothing further can work.</summary>
    private protected void ThrowFailure(AgException failure, object? target = null) =>
        ThrowTerminatingError(ErrorRecords.Create(failure, target));

    /// <summary>
    /// Runs something for one input, and reports what goes wrong as that input's error. Only where nothing further can
    /// work, the pipeline ends.
    /// </summary>
    private protected void Attempt(object? target, Action action)
    {
        try
        {
            action();
        }
        catch (AgException e) when (e.Kind.EndsPipeline)
        {
            ThrowFailure(e, target);
        }
        catch (AgException e)
        {
            WriteFailure(e, target);
        }
    }
}

using System.Diagnostics;
using System.Management.Automation;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Journal;
using AliGatewaySignature.Model;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Commands;

/// <summary>
/// A cmdlet that changes something. However its run ends, the context keeps a summary of it, and one warning says what is unknown,
/// what was not sent and what was not shown.
/// </summary>
public abstract partial class AgChangeCommand : AgServiceCommand
{
    /// <summary>Cancelled calls end within milliseconds, and Ctrl+C must feel immediate.</summary>
    private protected static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly Stopwatch _stopwatch = Stopwatch.StartNew();
    private Task _sending = Task.CompletedTask;
    private volatile Action? _outcome;
    private volatile bool _isSent;
    private long _items;
    private bool _isOpen;
    private bool _isStopped;
    private bool _isReported;
    private bool _isRehearsal;
    private bool _isCutShort;
    private bool _warns;
    private JournalRun? _journal;

    private protected AgChangeCommand()
    {
    }

    /// <summary>What became of everything so far. Used on the pipeline thread only.</summary>
    private protected RunTally Tally { get; } = new();

    /// <summary>Tells this run from every other, in its summary and in the journal.</summary>
    private protected Guid ThisRun { get; } = Guid.NewGuid();

    private protected TimeSpan Elapsed => _stopwatch.Elapsed;

    /// <summary>What the tally counts, in the singular.</summary>
    private protected virtual string Thing => "key";

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _warns = this.Wants("WarningAction", "WarningPreference");
        _isRehearsal = new Confirmation(this).IsWhatIf;
        _isOpen = true;
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var summary = Summarize(isCompleted: !_isCutShort);
        if (IsVerbose)
        {
            WriteVerbose(summary + ".");
        }

        foreach (var warning in Warnings(summary, string.Empty))
        {
            WriteWarning(warning);
        }
    }

    private protected sealed override IWriteLog? NewWriteLog() => Context!.JournalPath is { } path
        ? _journal = new JournalRun(new JournalFile(path), SystemClock.Instance, Context, ThisRun, MyInvocation.MyCommand.Name)
        : null;

    /// <inheritdoc />
    protected override void StopProcessing()
    {
        _isStopped = true;
        base.StopProcessing();
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing || !_isOpen || _isReported)
        {
            return;
        }

        // EndProcessing was not called: an error, Ctrl+C, or a pipeline that takes no more.
        _sending.Wait(Patience);
        Settle();
        TallyRemains();
        var summary = Summarize(isCompleted: false);
        foreach (var warning in _warns ? Warnings(summary, _isStopped ? " was stopped" : " ended early") : [])
        {
            HostWarning.Write(this, warning);
        }
    }

    /// <summary>Counts what is left when the run ends early.</summary>
    private protected virtual void TallyRemains()
    {
    }

    /// <summary>Says that the run ends before everything was sent.</summary>
    private protected void EndEarly() => _isCutShort = true;

    /// <summary>Runs the change of one thing, and reports what goes wrong as its error. It may be declined before it is sent.</summary>
    /// <param name="target">What it is about.</param>
    /// <param name="items">How many things are to be changed; see <see cref="Expect"/>.</param>
    /// <param name="change">Asks, calls <see cref="Send"/> and shows what came of it.</param>
    private protected void ChangeOne(string target, long items, Action change)
    {
        Expect(items);
        _isSent = false;
        try
        {
            change();
            _outcome = null;
        }
        catch (AgException e) when (e.Kind.EndsPipeline)
        {
            ThrowFailure(e, target);
        }
        catch (AgException e)
        {
            if (!_isSent)
            {
                _outcome = () => Tally.AddFailure(e, _items);
            }

            Settle();
            Tally.ShownErrors += _items;

            // What could not be counted cannot be counted as failed.
            _isCutShort |= _items == 0;
            WriteFailure(e, target);
        }
    }

    /// <summary>Says how many things the change at hand is about. Nothing has been sent for them.</summary>
    private protected void Expect(long items)
    {
        _items = items;
        _outcome = () => Tally.AddNotSent(items);
    }

    /// <summary>Sends the change at hand, and counts what comes of it, also when this thread cannot wait for it.</summary>
    /// <param name="what">What is done, e.g. "creating the key 'a'".</param>
    /// <param name="work">Does it.</param>
    /// <param name="count">Counts a result; everything is done when left out.</param>
    private protected T Send<T>(string what, Func<CancellationToken, Task<T>> work, Action<T>? count = null)
    {
        var ended = new TaskCompletionSource<bool>();
        var result = Run(async token =>
        {
            _sending = ended.Task;
            _isSent = true;
            _outcome = () => Tally.AddOpen(what, _items);
            try
            {
                var made = await work(token).ConfigureAwait(false);
                _outcome = count is null ? () => Tally.AddDone(_items) : () => count(made);
                return made;
            }
            catch (Exception e) when (e is AgException || !token.IsCancellationRequested)
            {
                var failure = e as AgException ?? AgException.Unexpected(e, MyInvocation.MyCommand.Name, outcomeUnknown: true);
                _outcome = () => Tally.AddFailure(failure, _items);
                throw failure;
            }
            finally
            {
                ended.TrySetResult(true);
            }
        });
        Settle();
        return result;
    }

    /// <summary>Writes an object that one changed thing became.</summary>
    private protected void Show(object shown)
    {
        Tally.ShownObjects++;
        try
        {
            WriteObject(shown);
        }
        catch (PipelineStoppedException) when (_isStopped)
        {
            Tally.ShownObjects--;
            throw;
        }
    }

    /// <summary>Counts what is known of the change at hand by now.</summary>
    private void Settle()
    {
        _outcome?.Invoke();
        _outcome = null;
    }

    private IEnumerable<string> Warnings(AgRunSummary summary, string ending) =>
        new[] { RunWarning.Text(summary.Command, Tally, Thing, ending), _journal?.Warning }.OfType<string>();

    private AgRunSummary Summarize(bool isCompleted)
    {
        _isReported = true;
        var summary = new AgRunSummary(MyInvocation.MyCommand.Name)
        {
            RunId = ThisRun,
            Completed = isCompleted,
            Done = Tally.Done,
            Unchanged = Tally.Unchanged,
            Failed = Tally.Failed,
            Unknown = Tally.Unknown,
            NotSent = Tally.NotSent,
            Calls = Observer.Calls,
            Retries = Observer.Retries,
            Duration = _stopwatch.Elapsed,
        };
        if (!_isRehearsal)
        {
            // What was only shown must not take the place of what was done: its RunId is how that is undone.
            Context!.Log.Last = summary;
        }

        return summary;
    }
}

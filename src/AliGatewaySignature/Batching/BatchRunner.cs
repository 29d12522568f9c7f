namespace AliGatewaySignature.Batching;

/// <summary>
/// Runs batches side by side and gives their results back in the order in which they were started. Used from one thread;
/// only the work itself runs elsewhere.
/// </summary>
/// <param name="throttleLimit">How many batches run at once; 1 is strictly one after the other.</param>
/// <param name="work">Carries out one batch; failures come back inside the result.</param>
/// <param name="wake">Called from another thread whenever a batch has ended.</param>
/// <param name="cancellationToken">Ends what runs.</param>
internal sealed class BatchRunner(
    int throttleLimit, Func<Batch, CancellationToken, Task<BatchResult>> work, Action wake, CancellationToken cancellationToken)
{
    /// <summary>Results that wait behind a slow batch are held back; this many times the limit, and no more is started.</summary>
    private const int WindowFactor = 4;
    private readonly Queue<Started> _pending = new();
    private int _running;

    /// <summary>Whether another batch may begin now.</summary>
    public bool CanStart => Volatile.Read(ref _running) < throttleLimit && _pending.Count < throttleLimit * WindowFactor;

    /// <summary>Whether every result has been taken.</summary>
    public bool IsEmpty => _pending.Count == 0;

    /// <summary>Whether the next result in order is there.</summary>
    public bool HasResult => _pending.Count > 0 && _pending.Peek().Task.IsCompleted;

    public void Start(Batch batch)
    {
        if (!CanStart)
        {
            throw new InvalidOperationException("As many batches run as may run at once.");
        }

        Interlocked.Increment(ref _running);
        var started = new Started(batch);
        started.Task = Task.Run(() => RunAsync(started), cancellationToken);
        _pending.Enqueue(started);

        // Only once the task has really completed: who is woken looks at the task again.
        _ = started.Task.ContinueWith(
            _ => wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Takes the next result in order; <see cref="HasResult"/> must be true.</summary>
    public BatchResult Take()
    {
        // A batch that was cancelled stays for Abandon to find.
        var result = _pending.Peek().Task.GetAwaiter().GetResult();
        _pending.Dequeue();
        return result;
    }

    /// <summary>After the token was cancelled: waits a little for what still runs, and tells what had become of each batch.</summary>
    public BatchRemains Abandon(TimeSpan patience)
    {
        var left = _pending.ToArray();
        _pending.Clear();
        try
        {
            Task.WaitAll(Array.ConvertAll(left, static started => (Task)started.Task), patience);
        }
        catch (AggregateException)
        {
            // Cancelled, as they should be.
        }

        return new BatchRemains(
            [.. left.Where(static started => started.HasResult).Select(static started => started.Task.Result)],
            [.. left.Where(static started => !started.HasResult && started.HasBegun).Select(static started => started.Batch)],
            left.Where(static started => !started.HasResult && !started.HasBegun).Sum(static started => started.Batch.ApiIds.Count));
    }

    private async Task<BatchResult> RunAsync(Started started)
    {
        started.HasBegun = true;
        try
        {
            return await work(started.Batch, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing that happens to one batch may cost the results of the others.
            return BatchResult.Failed(started.Batch, BatchErrors.Unexpected(e, started.Batch));
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private sealed class Started(Batch batch)
    {
        private volatile bool _hasBegun;

        public Batch Batch { get; } = batch;

        public Task<BatchResult> Task { get; set; } = null!;

        /// <summary>Whether a thread took it up. Before that, nothing was sent.</summary>
        public bool HasBegun
        {
            get => _hasBegun;
            set => _hasBegun = value;
        }

        public bool HasResult => Task.Status == TaskStatus.RanToCompletion;
    }
}

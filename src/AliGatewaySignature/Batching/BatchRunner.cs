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
    private readonly Queue<(Batch Batch, Task<BatchResult> Task)> _pending = new();
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
        var task = Task.Run(() => RunAsync(batch), cancellationToken);
        _pending.Enqueue((batch, task));

        // Only once the task has really completed: who is woken looks at the task again.
        _ = task.ContinueWith(_ => wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Takes the next result in order; <see cref="HasResult"/> must be true.</summary>
    public BatchResult Take() => _pending.Dequeue().Task.GetAwaiter().GetResult();

    /// <summary>After the token was cancelled: waits a little for what still runs, and tells what had become of each batch.</summary>
    /// <returns>The batches that had ended with a result, and those that had not.</returns>
    public (IReadOnlyList<Batch> Ended, IReadOnlyList<Batch> Unknown) Abandon(TimeSpan patience)
    {
        var left = _pending.ToArray();
        _pending.Clear();
        try
        {
            Task.WaitAll(Array.ConvertAll(left, entry => (Task)entry.Task), patience);
        }
        catch (AggregateException)
        {
            // Cancelled, as they should be.
        }

        var ended = new List<Batch>();
        var unknown = new List<Batch>();
        foreach (var (batch, task) in left)
        {
            (task.Status == TaskStatus.RanToCompletion ? ended : unknown).Add(batch);
        }

        return (ended, unknown);
    }

    private async Task<BatchResult> RunAsync(Batch batch)
    {
        try
        {
            return await work(batch, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing that happens to one batch may cost the results of the others.
            return BatchResult.Failed(batch, BatchErrors.Unexpected(e, batch));
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}

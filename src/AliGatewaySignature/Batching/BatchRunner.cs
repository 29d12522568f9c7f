namespace AliGatewaySignature.Batching;

/// <summary>
/// Runs work on batches side by side and gives the results back in the order in which they were started. What is started waits here
/// for a free place, so that the next begins the moment that one is free. Used from one thread; only the work itself runs elsewhere.
/// </summary>
/// <param name="throttleLimit">How many batches run at once; 1 is strictly one after the other.</param>
/// <param name="window">How many batches may be under way or wait to be taken; what waits behind a slow batch is held back.</param>
/// <param name="work">Carries out one batch; failures come back inside the result.</param>
/// <param name="unexpected">Makes a result of what nobody thought of.</param>
/// <param name="wake">Called from another thread whenever a batch has ended.</param>
/// <param name="cancellationToken">Ends what runs.</param>
#pragma warning disable CA1001 // A semaphore holds nothing to release as long as nobody asks for its wait handle.
internal sealed class BatchRunner<T>(
#pragma warning restore CA1001
    int throttleLimit,
    int window,
    Func<Batch, CancellationToken, Task<T>> work,
    Func<Batch, Exception, T> unexpected,
    Action wake,
    CancellationToken cancellationToken)
{
    private readonly LinkedList<Started> _pending = [];
    private readonly SemaphoreSlim _places = new(throttleLimit, throttleLimit);

    /// <summary>Whether another batch may be started now.</summary>
    public bool CanStart => _pending.Count < window;

    /// <summary>Whether every result has been taken.</summary>
    public bool IsEmpty => _pending.Count == 0;

    /// <summary>Whether the next result in order is there.</summary>
    public bool HasResult => _pending.First is { Value.Task.IsCompleted: true };

    /// <summary>Starts a batch behind all others.</summary>
    public void Start(Batch batch)
    {
        if (!CanStart)
        {
            throw new InvalidOperationException("As many batches are under way as may be.");
        }

        _pending.AddLast(Run(batch));
    }

    /// <summary>Starts a batch whose result is the next to be taken, whatever else was started.</summary>
    public void StartFirst(Batch batch) => _pending.AddFirst(Run(batch));

    /// <summary>Takes the next result in order; <see cref="HasResult"/> must be true.</summary>
    public T Take()
    {
        // A batch that was cancelled stays for Abandon to find.
        var result = _pending.First!.Value.Task.GetAwaiter().GetResult();
        _pending.RemoveFirst();
        return result;
    }

    /// <summary>After the token was cancelled: waits a little for what still runs, and tells what had become of each batch.</summary>
    public BatchRemains<T> Abandon(TimeSpan patience)
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

        return new BatchRemains<T>(
            [.. left.Where(static started => started.HasResult).Select(static started => started.Task.Result)],
            [.. left.Where(static started => !started.HasResult && started.HasBegun).Select(static started => started.Batch)],
            left.Where(static started => !started.HasResult && !started.HasBegun).Sum(static started => started.Batch.ApiIds.Count));
    }

    private Started Run(Batch batch)
    {
        var started = new Started(batch);

        // Asked for here and not on the other thread: places are given in the order in which they are asked for.
        var place = _places.WaitAsync(cancellationToken);
        started.Task = Task.Run(() => RunAsync(started, place), cancellationToken);

        // Only once the task has really completed: who is woken looks at the task again.
        _ = started.Task.ContinueWith(
            _ => wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return started;
    }

    private async Task<T> RunAsync(Started started, Task place)
    {
        await place.ConfigureAwait(false);

        // A batch that was cancelled gives its place to the next, which must not count as begun.
        cancellationToken.ThrowIfCancellationRequested();
        started.HasBegun = true;
        try
        {
            return await work(started.Batch, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing that happens to one batch may cost the results of the others.
            return unexpected(started.Batch, e);
        }
        finally
        {
            _places.Release();
        }
    }

    private sealed class Started(Batch batch)
    {
        private volatile bool _hasBegun;

        public Batch Batch { get; } = batch;

        public Task<T> Task { get; set; } = null!;

        /// <summary>Whether it got a place. Before that, nothing was sent.</summary>
        public bool HasBegun
        {
            get => _hasBegun;
            set => _hasBegun = value;
        }

        public bool HasResult => Task.Status == TaskStatus.RanToCompletion;
    }
}

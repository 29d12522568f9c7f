namespace AliGatewaySignature.Credentials;

/// <summary>
/// One piece of work that several callers wait for. Each may stop waiting by itself; when the last one has, the work is
/// cancelled too.
/// </summary>
internal sealed class SharedWork<T>
{
    private readonly Action _cancel;
    private readonly object _gate = new();
    private int _waiting;

    public SharedWork(Func<CancellationToken, Task<T>> work)
    {
        // Never disposed: it has no timer, and somebody may still be about to cancel it.
        var stop = new CancellationTokenSource();
        _cancel = stop.Cancel;
        Task = System.Threading.Tasks.Task.Run(() => work(stop.Token));
    }

    public Task<T> Task { get; }

    /// <summary>Whether every caller left before it ended. New callers may not join then.</summary>
    public bool Abandoned { get; private set; }

    /// <returns>False when it is too late to join.</returns>
    public bool TryJoin()
    {
        lock (_gate)
        {
            if (Abandoned)
            {
                return false;
            }

            _waiting++;
            return true;
        }
    }

    /// <summary>Waits for the result; <see cref="TryJoin"/> was called before.</summary>
    public async Task<T> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!Task.IsCompleted && cancellationToken.CanBeCanceled)
            {
                var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                using (cancellationToken.Register(() => cancelled.TrySetResult(true)))
                {
                    await System.Threading.Tasks.Task.WhenAny(Task, cancelled.Task).ConfigureAwait(false);
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
            return await Task.ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_waiting > 0 || Task.IsCompleted)
            {
                return;
            }

            Abandoned = true;
        }

        _cancel();
    }
}

using AliGatewaySignature.Batching;

namespace AliGatewaySignature.Tests.Fakes;

/// <summary>A thread that does nothing but wait for a <see cref="BatchPipeline"/>, where there is no cmdlet.</summary>
internal sealed class WaitingThread(CancellationToken stopped) : IPipelineThread, IDisposable
{
    private readonly SemaphoreSlim _woken = new(0);

    private int _wakes;

    /// <summary>How often it was told to look again.</summary>
    public int Wakes => Volatile.Read(ref _wakes);

    public void Wake()
    {
        Interlocked.Increment(ref _wakes);
        _woken.Release();
    }

    /// <summary>Runs whenever what others said is written.</summary>
    public Action? OnDrain { get; set; }

    public void Drain() => OnDrain?.Invoke();

    public void WaitUntil(Func<bool> condition)
    {
        stopped.ThrowIfCancellationRequested();
        while (!condition())
        {
            _woken.Wait(stopped);
        }
    }

    public void Dispose() => _woken.Dispose();
}

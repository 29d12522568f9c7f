using AliGatewaySignature.Batching;

namespace AliGatewaySignature.Tests.Fakes;

/// <summary>A thread that does nothing but wait for a <see cref="BatchPipeline"/>, where there is no cmdlet.</summary>
internal sealed class WaitingThread(CancellationToken stopped) : IPipelineThread, IDisposable
{
    private readonly SemaphoreSlim _woken = new(0);

    public void Wake() => _woken.Release();

    public void Drain()
    {
    }

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

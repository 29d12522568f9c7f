using System.Collections.Concurrent;
using System.Management.Automation;
using AliGatewaySignature.Batching;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Where work on other threads meets the pipeline thread. Anything that writes is queued here and written by the
/// pipeline thread alone, while it waits.
/// </summary>
internal sealed class PipelinePump : IPipelineThread, IDisposable
{
    private readonly ConcurrentQueue<Action> _writes = new();
    private readonly AutoResetEvent _signal = new(false);
    private readonly CancellationToken _stopped;
    private readonly CancellationTokenRegistration _registration;
    private int _disposed;

    public PipelinePump(CancellationToken stopped)
    {
        _stopped = stopped;
        _registration = stopped.Register(Wake);
    }

    /// <summary>From any thread: has the pipeline thread do something soon.</summary>
    public void Post(Action write)
    {
        _writes.Enqueue(write);
        Wake();
    }

    /// <summary>From any thread: has the pipeline thread look again at what it waits for.</summary>
    public void Wake()
    {
        try
        {
            _signal.Set();
        }
        catch (ObjectDisposedException)
        {
            // The cmdlet has gone: there is nothing left to wake.
        }
    }

    /// <summary>On the pipeline thread: writes what is queued.</summary>
    public void Drain()
    {
        while (_writes.TryDequeue(out var write))
        {
            write();
        }
    }

    /// <summary>On the pipeline thread: writes what comes in until the condition holds.</summary>
    /// <exception cref="PipelineStoppedException">The user stopped the pipeline.</exception>
    public void WaitUntil(Func<bool> condition)
    {
        while (true)
        {
            if (_stopped.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }

            Drain();
            if (condition())
            {
                Drain();
                return;
            }

            _signal.WaitOne();
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _registration.Dispose();
            _signal.Dispose();
        }
    }
}

using System.Diagnostics;

namespace AliGatewaySignature.Wire;

/// <summary>Time as the engine sees it, so that no test has to wait for it.</summary>
internal interface IClock
{
    DateTimeOffset UtcNow { get; }

    /// <summary>Time since some fixed moment; never jumps.</summary>
    TimeSpan Elapsed { get; }

    Task Delay(TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Cancels the source after a time, unless the returned object is disposed first.</summary>
    IDisposable CancelAfter(CancellationTokenSource source, TimeSpan delay);
}

internal sealed class SystemClock : IClock
{
    public static readonly SystemClock Instance = new();

    private readonly Stopwatch _stopwatch = Stopwatch.StartNew();

    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    public TimeSpan Elapsed => _stopwatch.Elapsed;

    public Task Delay(TimeSpan delay, CancellationToken cancellationToken) => Task.Delay(delay, cancellationToken);

    public IDisposable CancelAfter(CancellationTokenSource source, TimeSpan delay)
    {
        source.CancelAfter(delay);
        return new Disarm(source);
    }

    private sealed class Disarm(CancellationTokenSource source) : IDisposable
    {
        public void Dispose() => source.CancelAfter(Timeout.InfiniteTimeSpan);
    }
}

using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Tests.Fakes;

/// <summary>A clock that only moves when told, or when somebody waits for it.</summary>
internal sealed class FakeClock : IClock
{
    private readonly List<TimeSpan> _delays = [];
    private TimeSpan _elapsed;
    private CancellationTokenSource? _limit;

    public DateTimeOffset Start { get; init; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public DateTimeOffset UtcNow => Start + _elapsed;

    public TimeSpan Elapsed => _elapsed;

    /// <summary>Every wait that was asked for, in order.</summary>
    public IReadOnlyList<TimeSpan> Delays => _delays;

    /// <summary>Every time limit that was set, in order.</summary>
    public List<TimeSpan> Limits { get; } = [];

    /// <summary>Runs in place of each wait; the clock has moved by then.</summary>
    public Func<CancellationToken, Task>? OnDelay { get; set; }

    /// <summary>When set, attempts run into their time limit at once.</summary>
    public bool TimeLimitsPassAtOnce { get; set; }

    /// <summary>Lets the time limit pass of the attempt that is under way.</summary>
    public void PassTimeLimit() => _limit?.Cancel();

    public void Advance(TimeSpan time) => _elapsed += time;

    public Task Delay(TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _delays.Add(delay);
        _elapsed += delay;
        return OnDelay?.Invoke(cancellationToken) ?? Task.CompletedTask;
    }

    public IDisposable CancelAfter(CancellationTokenSource source, TimeSpan delay)
    {
        _limit = source;
        Limits.Add(delay);
        if (TimeLimitsPassAtOnce)
        {
            source.Cancel();
        }

        return new Nothing();
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}

using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>
/// A clock on which every wait is over at once, and on which the time limit of an attempt passes when the test says so.
/// Its time of day starts at the real one, since a real server checks it. Safe from any thread.
/// </summary>
internal sealed class VirtualClock : IClock
{
    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _delays = [];
    private readonly HashSet<Limit> _limits = [];
    private TimeSpan _elapsed;

    /// <summary>What this clock shows when it starts.</summary>
    public DateTimeOffset Start { get; set; } = DateTimeOffset.UtcNow;

    public DateTimeOffset UtcNow => Start + Elapsed;

    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                return _elapsed;
            }
        }
    }

    /// <summary>Every wait that was asked for, in order.</summary>
    public IReadOnlyList<TimeSpan> Delays
    {
        get
        {
            lock (_gate)
            {
                return [.. _delays];
            }
        }
    }

    public Task Delay(TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _delays.Add(delay);
            _elapsed += delay;
        }

        return Task.CompletedTask;
    }

    public IDisposable CancelAfter(CancellationTokenSource source, TimeSpan delay)
    {
        var limit = new Limit(this, source, delay);
        lock (_gate)
        {
            _limits.Add(limit);
        }

        return limit;
    }

    /// <summary>Lets the time limit pass of every attempt that is under way.</summary>
    public void PassTimeLimits()
    {
        Limit[] due;
        lock (_gate)
        {
            due = [.. _limits];
            _limits.Clear();
            foreach (var limit in due)
            {
                _elapsed += limit.Time;
            }
        }

        foreach (var limit in due)
        {
            limit.Source.Cancel();
        }
    }

    private sealed class Limit(VirtualClock clock, CancellationTokenSource source, TimeSpan time) : IDisposable
    {
        public CancellationTokenSource Source => source;

        public TimeSpan Time => time;

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._limits.Remove(this);
            }
        }
    }
}

using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>
/// A clock on which every wait is over at once, and on which the time limit of an attempt passes when the test says so.
/// Its time of day starts at the real one, since a real server checks it. Safe from any thread.
/// </summary>
internal sealed class VirtualClock : IClock
{
    private readonly Lock gate = new();
    private readonly List<TimeSpan> delays = [];
    private readonly HashSet<Limit> limits = [];
    private TimeSpan elapsed;

    /// <summary>What this clock shows when it starts.</summary>
    public DateTimeOffset Start { get; set; } = DateTimeOffset.UtcNow;

    public DateTimeOffset UtcNow => Start + Elapsed;

    public TimeSpan Elapsed
    {
        get
        {
            lock (gate)
            {
                return elapsed;
            }
        }
    }

    /// <summary>Every wait that was asked for, in order.</summary>
    public IReadOnlyList<TimeSpan> Delays
    {
        get
        {
            lock (gate)
            {
                return [.. delays];
            }
        }
    }

    public Task Delay(TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            delays.Add(delay);
            elapsed += delay;
        }

        return Task.CompletedTask;
    }

    public IDisposable CancelAfter(CancellationTokenSource source, TimeSpan delay)
    {
        var limit = new Limit(this, source, delay);
        lock (gate)
        {
            limits.Add(limit);
        }

        return limit;
    }

    /// <summary>Lets the time limit pass of every attempt that is under way.</summary>
    public void PassTimeLimits()
    {
        Limit[] due;
        lock (gate)
        {
            due = [.. limits];
            limits.Clear();
            foreach (var limit in due)
            {
                elapsed += limit.Time;
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
            lock (clock.gate)
            {
                clock.limits.Remove(this);
            }
        }
    }
}

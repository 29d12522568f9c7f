using System.Collections.Concurrent;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Transport;

/// <summary>
/// Keeps the calls of one account and region apart: when the service throttles one, all wait; and operations with a
/// stated limit stay below it by themselves.
/// </summary>
internal sealed class Pacer(IClock clock)
{
    /// <summary>The service takes 50 of them a second; a little less leaves room for others of the account.</summary>
    private static readonly TimeSpan LimitedSpacing = TimeSpan.FromMilliseconds(1000.0 / 45);

    private static readonly ConcurrentDictionary<string, Pacer> Shared = new(StringComparer.Ordinal);
    private readonly object _gate = new();
    private TimeSpan _notBefore;
    private TimeSpan _nextLimited;

    /// <summary>The pacer that all contexts of one key at one endpoint share: the service counts them together.</summary>
    public static Pacer For(Uri endpoint, string accessKeyId) =>
        Shared.GetOrAdd(endpoint.Authority + "\n" + accessKeyId, _ => new Pacer(SystemClock.Instance));

    /// <summary>Waits for a call's turn.</summary>
    /// <param name="isPaced">Whether the call is one of those that stay below the stated limit.</param>
    /// <param name="most">How long it may wait because the service throttled some call of the account.</param>
    /// <param name="tell">Is told of such a wait before it begins.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether its turn has come; false where that would take too long.</returns>
    public async Task<bool> WaitAsync(bool isPaced, TimeSpan most, Action<TimeSpan>? tell, CancellationToken cancellationToken)
    {
        var began = clock.Elapsed;

        // Looked at again after each wait: another call may have been throttled in the meantime, and a turn that passed
        // during that time is taken anew, or all those who waited would begin at once.
        for (TimeSpan? turn = null; ;)
        {
            TimeSpan wait;
            TimeSpan throttled;
            lock (_gate)
            {
                var now = clock.Elapsed;
                throttled = _notBefore - now;
                if (throttled > TimeSpan.Zero && throttled > most - (now - began))
                {
                    return false;
                }

                if (isPaced && (turn is null || turn < _notBefore))
                {
                    turn = Max(Max(_notBefore, _nextLimited), now);
                    _nextLimited = turn.Value + LimitedSpacing;
                }

                wait = (turn ?? _notBefore) - now;
            }

            if (wait <= TimeSpan.Zero)
            {
                return true;
            }

            if (throttled > TimeSpan.Zero)
            {
                tell?.Invoke(wait);
            }

            await clock.Delay(wait, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The service throttled a call: no other call starts before the wait is over.</summary>
    public void Throttled(TimeSpan wait)
    {
        lock (_gate)
        {
            _notBefore = Max(_notBefore, clock.Elapsed + wait);
        }
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}

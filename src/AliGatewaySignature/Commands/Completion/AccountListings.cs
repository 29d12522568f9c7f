using System.Runtime.CompilerServices;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Commands.Completion;

/// <summary>
/// What an account has, read for the Tab key: within a short time or not at all, and kept for a short while, since one
/// word is completed by several presses of the key.
/// </summary>
internal sealed class AccountListings(IClock clock)
{
    /// <summary>A list that only helps typing is not worth a longer wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What others create in the meantime shows after this.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    private static readonly ConditionalWeakTable<AgContext, AccountListings> OfContexts = new();
    private readonly object _gate = new();
    private readonly Dictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <summary>The listings that were read with a context; they go when it does.</summary>
    public static AccountListings GetFor(AgContext context) => OfContexts.GetValue(context, _ => new AccountListings(SystemClock.Instance));

    /// <summary>Our own changes show at once.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _kept.Clear();
        }
    }

    /// <summary>Reads a listing, unless it is still known. Empty when it does not come in time.</summary>
    /// <param name="name">Tells one listing from another.</param>
    /// <param name="read">Reads it to its end.</param>
    public async Task<IReadOnlyList<Offer>> GetAsync(string name, Func<CancellationToken, Task<IReadOnlyList<Offer>>> read)
    {
        lock (_gate)
        {
            foreach (var old in _kept.Where(one => clock.Elapsed - one.Value.ReadAt >= KeptFor).ToList())
            {
                _kept.Remove(old.Key);
            }

            if (_kept.TryGetValue(name, out var known))
            {
                return known.Offers;
            }
        }

        // Never disposed: the reading that is given up may still be about to look at it.
        var stop = new CancellationTokenSource();
        var reading = Task.Run(() => read(stop.Token));

        // The wait ends by itself, and not only by cancelling: a name that is being resolved cannot be cancelled.
        await Task.WhenAny(reading, clock.Delay(Patience, stop.Token)).ConfigureAwait(false);
        var ended = reading.IsCompleted;
        stop.Cancel();
        if (!ended)
        {
            // Whatever it still comes to, somebody must have looked at it.
            _ = reading.ContinueWith(
                late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return [];
        }

        var offers = await reading.ConfigureAwait(false);
        lock (_gate)
        {
            _kept[name] = new Kept(clock.Elapsed, offers);
        }

        return offers;
    }

    private sealed class Kept(TimeSpan readAt, IReadOnlyList<Offer> offers)
    {
        public TimeSpan ReadAt { get; } = readAt;

        public IReadOnlyList<Offer> Offers { get; } = offers;
    }
}

using System;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials;

/// <summary>
/// Temporary keys that renew themselves before they expire, once for all who ask at the same time. A renewal that fails
/// keeps the old keys as long as they are valid.
/// </summary>
internal sealed class RefreshingCredential : ICredentialSource
{
    /// <summary>Keys are renewed this long before they expire; earlier than any call with its repetitions takes.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>Keys that expire within this time are not begun a call with.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    /// <summary>After a failed renewal the next one is not tried before this has passed, unless the keys have run out.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>Keys of which nobody told the expiry are renewed when they are this old.</summary>
    public static readonly TimeSpan UnknownLifetime = TimeSpan.FromMinutes(15);

    private readonly IKeyMaker maker;
    private readonly IClock clock;
    private readonly object gate = new();
    private Credential? current;
    private Credential? refusedByService;
    private DateTimeOffset renewFrom;
    private SharedWork<Credential>? renewal;

    public RefreshingCredential(IKeyMaker maker, IClock clock)
    {
        this.maker = maker;
        this.clock = clock;
    }

    public string MadeFrom => maker.MadeFrom;

    public Credential? Known
    {
        get
        {
            lock (gate)
            {
                return current;
            }
        }
    }

    public Credential? Ready
    {
        get
        {
            lock (gate)
            {
                return current is not null && IsValid(current) && clock.UtcNow < renewFrom ? current : null;
            }
        }
    }

    public async Task<Credential> GetAsync(CancellationToken cancellationToken)
    {
        SharedWork<Credential> work;
        Credential? old;
        lock (gate)
        {
            if (Ready is { } ready)
            {
                return ready;
            }

            old = current is not null && IsValid(current) ? current : null;
            work = JoinRenewal();
        }

        try
        {
            return await work.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AgException) when (old is not null && IsValid(old))
        {
            return old;
        }
    }

    public async Task<bool> TryRefreshAsync(Credential refused, CancellationToken cancellationToken)
    {
        SharedWork<Credential> work;
        lock (gate)
        {
            if (current is not null && !ReferenceEquals(current, refused) && IsValid(current))
            {
                return true;
            }

            // Whatever its expiry says, the service does not take it any more.
            refusedByService = refused;
            work = JoinRenewal();
        }

        await work.WaitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private bool IsValid(Credential credential) =>
        !ReferenceEquals(credential, refusedByService) && (credential.Expiration is not { } end || clock.UtcNow < end - Margin);

    /// <summary>Joins the renewal under way, or begins one. The gate is held.</summary>
    private SharedWork<Credential> JoinRenewal()
    {
        if (renewal is null || renewal.Task.IsCompleted || !renewal.TryJoin())
        {
            renewal = new SharedWork<Credential>(RenewAsync);
            renewal.TryJoin();
        }

        return renewal;
    }

    private async Task<Credential> RenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            var made = await maker.MakeAsync(cancellationToken).ConfigureAwait(false);
            lock (gate)
            {
                current = made;
                renewFrom = RenewalTime(made);
            }

            return made;
        }
        catch (AgException)
        {
            lock (gate)
            {
                renewFrom = clock.UtcNow + RetryAfter;
            }

            throw;
        }
    }

    /// <summary>Five minutes before the end, but never in the first two thirds of a short life.</summary>
    private DateTimeOffset RenewalTime(Credential made)
    {
        var now = clock.UtcNow;
        if (made.Expiration is not { } end)
        {
            return now + UnknownLifetime;
        }

        var third = TimeSpan.FromTicks((end - now).Ticks / 3);
        return end - (third < Ahead ? third : Ahead);
    }
}

using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials;

/// <summary>
/// Temporary keys that renew themselves before they expire, once for all who ask at the same time. A renewal that fails
/// keeps the old keys as long as they are valid.
/// </summary>
internal sealed class RefreshingCredential(IKeyMaker maker, IClock clock) : ICredentialSource
{
    /// <summary>Keys are renewed this long before they expire; earlier than any call with its repetitions takes.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>Keys that expire within this time are not begun a call with.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    /// <summary>After a failed renewal the next one is not tried before this has passed, unless the keys have run out.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>Keys without a known expiry are renewed at this age.</summary>
    public static readonly TimeSpan UnknownLifetime = TimeSpan.FromMinutes(15);
    private readonly object _gate = new();
    private Credential? _current;
    private Credential? _refusedByService;
    private DateTimeOffset _renewFrom;
    private SharedWork<Credential>? _renewal;

    public string MadeFrom => maker.MadeFrom;

    public Credential? Known
    {
        get
        {
            lock (_gate)
            {
                return _current;
            }
        }
    }

    public Credential? Ready
    {
        get
        {
            lock (_gate)
            {
                return _current is not null && IsValid(_current) && clock.UtcNow < _renewFrom ? _current : null;
            }
        }
    }

    public async Task<Credential> GetAsync(CancellationToken cancellationToken)
    {
        SharedWork<Credential> work;
        Credential? old;
        lock (_gate)
        {
            if (Ready is { } ready)
            {
                return ready;
            }

            old = _current is not null && IsValid(_current) ? _current : null;
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
        lock (_gate)
        {
            if (_current is not null && !ReferenceEquals(_current, refused) && IsValid(_current))
            {
                return true;
            }

            // Whatever its expiry says, the service does not take it any more.
            _refusedByService = refused;
            work = JoinRenewal();
        }

        await work.WaitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private bool IsValid(Credential credential) =>
        !ReferenceEquals(credential, _refusedByService) && (credential.Expiration is not { } end || clock.UtcNow < end - Margin);

    /// <summary>Joins the renewal under way, or begins one. The gate is held.</summary>
    private SharedWork<Credential> JoinRenewal()
    {
        if (_renewal is null || _renewal.Task.IsCompleted || !_renewal.TryJoin())
        {
            _renewal = new SharedWork<Credential>(RenewAsync);
            _renewal.TryJoin();
        }

        return _renewal;
    }

    private async Task<Credential> RenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            var made = await maker.MakeAsync(cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                _current = made;
                _renewFrom = RenewalTime(made);
            }

            return made;
        }
        catch (Exception e) when (e is AgException || !cancellationToken.IsCancellationRequested)
        {
            lock (_gate)
            {
                _renewFrom = clock.UtcNow + RetryAfter;
            }

            if (e is AgException)
            {
                throw;
            }

            throw AgException.Unexpected(e, "Temporary keys could not be obtained");
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

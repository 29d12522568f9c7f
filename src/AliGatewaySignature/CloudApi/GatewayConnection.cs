using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.CloudApi;

/// <summary>An open way to the service: one HttpClient, one endpoint, one source of credentials.</summary>
internal sealed class GatewayConnection(
    HttpClient client, bool ownsClient, IApiTransport transport, IClock clock) : IDisposable
{
    private static readonly RetryPolicy OneAttempt = new() { MaxAttempts = 1 };

    private Func<TimeSpan?, IApiTransport?> _atOnce = _ => null;
    private volatile bool _closed;

    /// <summary>Signs, paces, and sends again what may be sent again.</summary>
    /// <param name="client">Where the calls go: over the network, or into the sandbox.</param>
    /// <param name="ownsClient">Whether closing the connection closes the client too.</param>
    /// <param name="endpoint">The address of the service.</param>
    /// <param name="credentials">Who signs.</param>
    /// <param name="builder">Builds and signs the requests.</param>
    /// <param name="policy">How long to wait for an answer, and how often to try; the default when left out.</param>
    /// <param name="pacer">Shared with other connections that the service counts together; one of its own when left out.</param>
    public static GatewayConnection Open(
        HttpClient client, bool ownsClient, Uri endpoint, ICredentialSource credentials, IRequestBuilder builder,
        RetryPolicy? policy = null, Pacer? pacer = null)
    {
        var clock = SystemClock.Instance;
        var rules = policy ?? RetryPolicy.Default;
        var shared = pacer ?? new Pacer(clock);
        return new GatewayConnection(client, ownsClient, Sending(credentials, rules), clock)
        {
            ReadyKey = () => credentials.Ready,
            _atOnce = limit => credentials.Ready is { } key
                ? Sending(new FixedCredential(key), limit is { } most ? OneWithin(most, rules) : OneAttempt)
                : null,
        };

        RetryingTransport Sending(ICredentialSource signer, RetryPolicy how) =>
            new(new HttpTransport(client, endpoint, signer, builder, clock, how.AttemptTimeout), signer, how, shared, clock, Jitter.Next);
    }

    /// <summary>The key that signs at this moment; null when it would have to be obtained first.</summary>
    public Func<Credential?> ReadyKey { get; private init; } = () => null;

    /// <summary>The typed client of one cmdlet run.</summary>
    /// <param name="observer">Is told of every attempt.</param>
    /// <param name="log">Writes down what changes something; null where nobody keeps a journal.</param>
    public GatewayClient ClientFor(ICallObserver observer, IWriteLog? log = null) =>
        _closed
            ? throw new AgException(Faults.ContextClosed, "This context has been closed by Disconnect-AgAccount.")
            : new GatewayClient(transport, clock, observer, log);

    /// <summary>
    /// A client that signs with the key there is and makes one attempt per call: nobody is asked for keys, and nothing is
    /// waited for but the answer. Null when keys would have to be obtained first, and when the connection is closed.
    /// </summary>
    /// <param name="limit">For how long an answer is waited for; the time limit of the connection counts too, where it is shorter.</param>
    public GatewayClient? TryClientAtOnce(TimeSpan? limit = null) =>
        !_closed && _atOnce(limit) is { } once ? new GatewayClient(once, clock, NoObserver.Instance) : null;

    /// <summary>Creates keys over a client of this connection.</summary>
    public SignatureCreator CreatorFor(GatewayClient over, Action<string> tellAdopted) =>
        new(over, clock, tellAdopted);

    /// <summary>One attempt, which ends by a limit or by that of the rules, whichever comes first.</summary>
    internal static RetryPolicy OneWithin(TimeSpan limit, RetryPolicy rules) =>
        new() { MaxAttempts = 1, AttemptTimeout = limit < rules.AttemptTimeout ? limit : rules.AttemptTimeout };

    public void Dispose()
    {
        _closed = true;
        if (ownsClient)
        {
            client.Dispose();
        }
    }
}

using System;
using System.Net.Http;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.CloudApi;

/// <summary>An open way to the service: one HttpClient, one endpoint, one source of credentials.</summary>
internal sealed class GatewayConnection : IDisposable
{
    /// <summary>How long one attempt may take; the service's own clients give up after 5 to 10 s, large batches need more.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient client;
    private readonly bool ownsClient;
    private readonly IApiTransport transport;
    private readonly IClock clock;
    private volatile bool closed;

    public GatewayConnection(HttpClient client, bool ownsClient, IApiTransport transport, IClock clock)
    {
        this.client = client;
        this.ownsClient = ownsClient;
        this.transport = transport;
        this.clock = clock;
    }

    /// <summary>Signs with ACS3 and sends again what may be sent again.</summary>
    /// <param name="client">Where the calls go: over the network, or into the sandbox.</param>
    /// <param name="ownsClient">Whether closing the connection closes the client too.</param>
    /// <param name="endpoint">The address of the service.</param>
    /// <param name="credentials">Who signs.</param>
    /// <param name="userAgent">How we introduce ourselves.</param>
    public static GatewayConnection Open(HttpClient client, bool ownsClient, Uri endpoint, ICredentialSource credentials, string userAgent)
    {
        var clock = SystemClock.Instance;
        var http = new HttpTransport(client, endpoint, credentials, new Acs3RequestBuilder(userAgent), clock, AttemptTimeout);
        return new GatewayConnection(client, ownsClient, new RetryingTransport(http, RetryPolicy.Default, clock, Jitter.Next), clock);
    }

    /// <summary>The typed client of one cmdlet run.</summary>
    public GatewayClient ClientFor(ICallObserver observer) =>
        closed
            ? throw new AgException(Faults.ContextClosed, "This context has been closed by Disconnect-AgAccount.")
            : new GatewayClient(transport, clock, observer);

    public void Dispose()
    {
        closed = true;
        if (ownsClient)
        {
            client.Dispose();
        }
    }
}

using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials;

/// <summary>Asks others for temporary keys and tokens: one exchange at a time, with a time limit.</summary>
internal sealed class Web
{
    private readonly Lazy<HttpClient> _proxied;
    private readonly Lazy<HttpClient> _direct;

    private static volatile Latest? _latest;

    private Web(Func<HttpClient> proxied, Func<HttpClient> direct)
    {
        _proxied = new Lazy<HttpClient>(proxied);
        _direct = new Lazy<HttpClient>(direct);
    }

    /// <summary>The network as it is now.</summary>
    public static Web Network => By(ProxyRoute.OfEnvironment(Environment.GetEnvironmentVariable));

    /// <summary>
    /// The network by one way; loopback and the metadata server are never asked through a proxy. Its connections are kept until
    /// another way is asked for.
    /// </summary>
    public static Web By(ProxyRoute route)
    {
        if (_latest is { } latest && latest.Key == route.Key)
        {
            return latest.Web;
        }

        var made = new Web(() => HttpStack.By(route), () => HttpStack.By(ProxyRoute.None));
        _latest = new Latest(route.Key, made);
        return made;
    }

    /// <summary>Sends everything through one handler.</summary>
    public static Web Over(HttpMessageHandler handler)
    {
        var client = HttpStack.Over(handler);
        return new Web(() => client, () => client);
    }

    /// <summary>Sends a request and reads the whole answer, whatever its status.</summary>
    /// <param name="request">Is disposed by the caller.</param>
    /// <param name="origin">Where the credential comes from, for messages: a file and profile, or a variable.</param>
    /// <param name="limit">How long the whole exchange may take.</param>
    /// <param name="clock">Measures the limit.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AgException">There was no answer.</exception>
    public async Task<WebReply> SendAsync(
        HttpRequestMessage request, string origin, TimeSpan limit, IClock clock, CancellationToken cancellationToken)
    {
        var address = request.RequestUri;
        var client = Address.IsDirect(address) ? _direct.Value : _proxied.Value;
        request.Headers.ExpectContinue = false;
        var exchange = new HttpExchange(client, clock, limit, failure => new AgException(
            // What a proxy refuses is not repeated, since a wrong password sent often locks an account.
            failure.Fault == Faults.ProxyRefused ? Faults.ProxyRefused : Faults.CredentialRequestFailed,
            $"{origin}: {address.Authority} could not be asked: {failure.Reason}.",
            failure.Cause));
        var answer = await exchange.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var requestId = answer.Headers.TryGetValue("x-acs-request-id", out var id) ? id : null;
        return new WebReply(answer.Status, answer.Body, requestId, address.Authority);
    }

    private sealed class Latest(string key, Web web)
    {
        public string Key => key;

        public Web Web => web;
    }
}

/// <summary>An answer to one of our questions.</summary>
internal sealed class WebReply(int status, string body, string? requestId, string host)
{
    public int Status { get; } = status;

    public string Body { get; } = body;

    public string? RequestId { get; } = requestId;

    /// <summary>Who answered.</summary>
    public string Host { get; } = host;
}

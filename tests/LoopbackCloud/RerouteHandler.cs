namespace AliGatewaySignature.Tests.Credentials;

/// <summary>Sends every request to a loopback server, over a real socket; a header names the real host.</summary>
internal sealed class RerouteHandler : DelegatingHandler
{
    private readonly Uri _server;

    public RerouteHandler(Uri server)
    {
        _server = server;

        // One connection per request: the HTTP stack repeats by itself what fails on a connection that it used before.
        InnerHandler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.Zero,
        };
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var meant = request.RequestUri!;
        request.Headers.Host ??= meant.Authority;
        request.Headers.TryAddWithoutValidation(LoopbackCloud.AskedHeader, meant.GetLeftPart(UriPartial.Authority));
        request.RequestUri = new Uri(_server.GetLeftPart(UriPartial.Authority) + meant.PathAndQuery);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            request.RequestUri = meant;
        }
    }
}

using System.Net;
using System.Security.Authentication;

namespace AliGatewaySignature.Wire;

/// <summary>Makes the HttpClient of a context: one per context, so that its connections are reused.</summary>
internal static class HttpStack
{
    /// <summary>More calls at once than any cmdlet makes; .NET Framework would otherwise open two connections only.</summary>
    private const int MostConnections = 64;

    /// <summary>A client of one host, by the way that the environment says now.</summary>
    public static HttpClient ForNetwork(Uri endpoint) =>
        ForNetwork(endpoint, ProxyRoute.OfEnvironment(Environment.GetEnvironmentVariable));

    /// <summary>A client of one host; a proxy is no way to this machine itself.</summary>
    public static HttpClient ForNetwork(Uri endpoint, ProxyRoute route) => By(Address.IsDirect(endpoint) ? ProxyRoute.None : route);

    /// <summary>A client of any host.</summary>
    /// <param name="route">The way there.</param>
    /// <param name="skipsCertificateCheck">Whether any certificate will do: for the test of a backend only.</param>
    public static HttpClient By(ProxyRoute route, bool skipsCertificateCheck = false)
    {
        var handler = new HttpClientHandler
        {
            // A signed call belongs to one host; following a redirect would hand it to another.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            MaxConnectionsPerServer = MostConnections,
            UseProxy = !route.IsDirect,
        };

        if (route.Proxy is { } proxy)
        {
            handler.Proxy = proxy;
        }

        if (skipsCertificateCheck)
        {
#pragma warning disable CA5359 // The user asks for it by name.
            handler.ServerCertificateCustomValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        if (Runtime.IsNetFramework)
        {
            // Windows PowerShell still starts with the TLS versions of its own day.
            handler.SslProtocols = SslProtocols.Tls12;
        }

        return Ready(new RoutedClient(handler, route));
    }

    /// <summary>A client over any handler; the embedded sandbox comes in here.</summary>
    public static HttpClient Over(HttpMessageHandler handler) => Ready(new HttpClient(handler, disposeHandler: true));

    private static HttpClient Ready(HttpClient client)
    {
        // Each attempt has its own time limit, which can tell "too slow" from "stopped by the user".
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.MaxResponseContentBufferSize = ReplyBody.MaxLength;
        return client;
    }
}

namespace AliGatewaySignature.Wire;

/// <summary>A client that can say by which way it goes, so that what goes wrong at the proxy is not blamed on the host.</summary>
internal sealed class RoutedClient(HttpMessageHandler handler, ProxyRoute route) : HttpClient(handler, disposeHandler: true)
{
    /// <summary>The proxy of an address, without user name and password; null where the address is reached directly.</summary>
    public Uri? ProxyOf(Uri address) => route.For(address);
}

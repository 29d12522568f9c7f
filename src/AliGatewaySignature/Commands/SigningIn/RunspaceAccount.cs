using AliGatewaySignature.Model;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Commands.SigningIn;

/// <summary>What one runspace has signed in to.</summary>
internal sealed class RunspaceAccount
{
    private HttpClient? _chainClient;
    private Uri? _chainEndpoint;
    private string? _chainRoute;

    /// <summary>The context of Connect-AgAccount; null when there is none.</summary>
    public AgContext? Explicit { get; set; }

    /// <summary>What was run with contexts that the default chain gives.</summary>
    public RunLog ChainLog { get; } = new();

    /// <summary>
    /// The connections of contexts that the default chain gives. Who signs is found anew by every cmdlet, the
    /// connections are kept from one to the next, until the endpoint or the proxy is another one.
    /// </summary>
    public HttpClient ChainClient(Uri endpoint, ProxyRoute route)
    {
        if (_chainClient is null || _chainEndpoint != endpoint || _chainRoute != route.Key)
        {
            // The former one is left to the garbage collector: a pipeline that began earlier may still use it.
            _chainClient = HttpStack.ForNetwork(endpoint, route);
            _chainEndpoint = endpoint;
            _chainRoute = route.Key;
        }

        return _chainClient;
    }
}

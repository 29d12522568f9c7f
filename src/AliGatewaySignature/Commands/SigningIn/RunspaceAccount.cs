using AliGatewaySignature.Model;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Commands.SigningIn;

/// <summary>What one runspace has signed in to.</summary>
internal sealed class RunspaceAccount
{
    private HttpClient? _chainClient;
    private Uri? _chainEndpoint;

    /// <summary>The context of Connect-AgAccount; null when there is none.</summary>
    public AgContext? Explicit { get; set; }

    /// <summary>What was run with contexts that the default chain gives.</summary>
    public RunLog ChainLog { get; } = new();

    /// <summary>
    /// The connections of contexts that the default chain gives. Who signs is found anew by every cmdlet, the
    /// connections are kept from one to the next.
    /// </summary>
    public HttpClient ChainClient(Uri endpoint)
    {
        if (_chainClient is null || _chainEndpoint != endpoint)
        {
            // The former one is left to the garbage collector: a pipeline that began earlier may still use it.
            _chainClient = HttpStack.ForNetwork(endpoint);
            _chainEndpoint = endpoint;
        }

        return _chainClient;
    }
}

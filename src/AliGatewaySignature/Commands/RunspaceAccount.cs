using System;
using System.Net.Http;
using AliGatewaySignature.Model;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.Commands;

/// <summary>What one runspace has signed in to.</summary>
internal sealed class RunspaceAccount
{
    private HttpClient? environmentClient;
    private Uri? environmentEndpoint;

    /// <summary>The context of Connect-AgAccount; null when there is none.</summary>
    public AgContext? Explicit { get; set; }

    /// <summary>What was run with contexts that come from the environment.</summary>
    public RunLog EnvironmentLog { get; } = new();

    /// <summary>
    /// The connections of contexts that come from the environment. The keys are read anew by every cmdlet, the
    /// connections are kept from one to the next.
    /// </summary>
    public HttpClient EnvironmentClient(Uri endpoint)
    {
        if (environmentClient is null || environmentEndpoint != endpoint)
        {
            // The former one is left to the garbage collector: a pipeline that began earlier may still use it.
            environmentClient = HttpStack.ForNetwork(endpoint);
            environmentEndpoint = endpoint;
        }

        return environmentClient;
    }
}

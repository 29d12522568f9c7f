using System.Management.Automation;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Parameters;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Commands;

/// <content>Through which proxy the calls go; the parameters of Invoke-WebRequest.</content>
public sealed partial class ConnectAgAccountCommand
{
    /// <summary>
    /// The proxy of this connection, for the service and for those who give keys, for example http://proxy.example:8080. When left
    /// out, HTTPS_PROXY and NO_PROXY of the environment as they are now, or what the system is set to.
    /// </summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = TokenFileSet)]
    [Parameter(ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = GitHubSet)]
    [Parameter(ParameterSetName = AzureSet)]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>Who asks the proxy of -Proxy.</summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = TokenFileSet)]
    [Parameter(ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = GitHubSet)]
    [Parameter(ParameterSetName = AzureSet)]
    [ValidateNotNull]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Goes through no proxy, whatever the environment and the system say.</summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = TokenFileSet)]
    [Parameter(ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = GitHubSet)]
    [Parameter(ParameterSetName = AzureSet)]
    [SwitchTransformation]
    public SwitchParameter NoProxy { get; set; }

    private void ValidateProxy()
    {
        if (NoProxy && (Proxy is not null || ProxyCredential is not null))
        {
            throw new AgException(
                Faults.InvalidInput, $"-NoProxy and -{(Proxy is null ? nameof(ProxyCredential) : nameof(Proxy))} contradict each other.");
        }

        if (ProxyCredential is not null && Proxy is null)
        {
            throw new AgException(Faults.InvalidInput, "-ProxyCredential belongs to a proxy: give -Proxy too.");
        }

        if (string.IsNullOrWhiteSpace(ProxyCredential?.UserName) && ProxyCredential is not null)
        {
            throw new AgException(Faults.CredentialIncomplete, "-ProxyCredential has no user name.");
        }

        if (Proxy is not null)
        {
            // What stands before an @ may well be a password, so that the text is not repeated.
            var wrong = ProxyAddress.WhyNot(Proxy)
                ?? (Proxy.UserInfo.Length > 0 ? "it has a user name or a password in it, which belong into -ProxyCredential" : null);
            if (wrong is not null)
            {
                throw new AgException(Faults.ProxyInvalid, $"What -Proxy names cannot be used as a proxy: {wrong}.");
            }
        }
    }

    /// <summary>This machine, with the way that was asked for.</summary>
    private Machine MachineOf() =>
        NoProxy ? new Machine { Route = ProxyRoute.None }
        : Proxy is not null ? new Machine { Route = ProxyRoute.Through(Proxy, ProxyCredential?.GetNetworkCredential()) }
        : new Machine();
}

using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands.SigningIn;

/// <summary>What signing in says at the cmdlet that signs in, and the context of a cmdlet that was given none.</summary>
internal static class CommandSignIn
{
    /// <summary>The one place that knows what the connection of a context is: Model knows no other room.</summary>
    public static GatewayConnection GetConnection(this AgContext context) => (GatewayConnection)context.Connection;

    /// <summary>The context that a cmdlet without -Context works with: the runspace's own, else what the default chain gives now.</summary>
    public static AgContext GetCurrentContext(this AgCommand cmdlet)
    {
        var account = RunspaceContexts.Current;
        if (account.Explicit is { } context)
        {
            return context;
        }

        if (RunspaceContexts.AnotherSignedIn)
        {
            throw new AgException(
                Faults.ContextInOtherRunspace,
                "This runspace has no context, but another one in this process has: "
                    + "in ForEach-Object -Parallel and thread jobs give -Context $using:ctx.");
        }

        var found = cmdlet.SignIn(token => ContextBuilder.ForChain().FromChainAsync(account, token));
        found.JournalPath = JournalChoice.Find(cmdlet);
        return found;
    }

    /// <summary>Signs in, and passes on the warnings of it.</summary>
    public static AgContext SignIn(this AgCommand cmdlet, Func<CancellationToken, Task<AgContext>> signIn)
    {
        try
        {
            var context = cmdlet.Run(signIn);
            if (cmdlet.IsVerbose)
            {
                cmdlet.WriteVerbose(
                    $"Signs as {context.AccessKeyId} ({Describe(context)}), at {context.Endpoint.Authority} "
                    + $"(region from {context.RegionSource ?? "nobody"})"
                    + $"{(context.Proxy is { } proxy ? $", through the proxy {proxy.Authority}" : string.Empty)}.");
            }

            return context;
        }
        finally
        {
            foreach (var warning in CredentialMemory.OfProcess.TakeWarnings())
            {
                cmdlet.WriteWarning(warning);
            }
        }
    }

    private static string Describe(AgContext context) => string.Join(", ", new[]
    {
        context.Source,
        context.ProfileName is { } profile ? $"profile '{profile}'" : null,
        context.RoleArn is { } role ? $"role {role}" : null,
        context.Expiration is { } end ? $"until {end:u}" : null,
    }.Where(part => part is not null));
}

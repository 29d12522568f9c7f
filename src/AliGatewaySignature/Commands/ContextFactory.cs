using System;
using System.Net.Http;
using System.Reflection;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.Commands;

/// <summary>Puts contexts together: who signs, where to, and through what.</summary>
internal static class ContextFactory
{
    /// <summary>Names no real host, so that nothing could be sent even by mistake.</summary>
    private static readonly Uri SandboxEndpoint = new("https://apigateway.sandbox.invalid/");

    private static readonly string UserAgent = "AliGatewaySignature/" + Version();

    public static AgContext Sandbox(RetryPolicy policy)
    {
        var options = new SandboxOptions();
        var credential = new Credential(SandboxService.DefaultAccessKeyId, PlainText.Protect(SandboxService.DefaultAccessKeySecret));
        var connection = GatewayConnection.Open(
            HttpStack.Over(new SandboxService(options)), ownsClient: true, SandboxEndpoint, new FixedCredential(credential), UserAgent, policy);
        return new AgContext("Sandbox", PlainText.Mask(credential.AccessKeyId), options.RegionId, SandboxEndpoint, isSandbox: true, connection);
    }

    /// <summary>A context with connections of its own, that goes on with this very key whatever the environment says later.</summary>
    public static AgContext FromCredential(string source, Credential credential, string? regionId, string? endpoint, RetryPolicy policy)
    {
        var address = AddressOf(regionId, endpoint);
        return Over(HttpStack.ForNetwork(address), ownsClient: true, source, credential, regionId, address, policy, log: null);
    }

    /// <summary>The context that the environment gives, or null when it names no key.</summary>
    private static AgContext? FromEnvironment(RunspaceAccount account)
    {
        if (EnvironmentCredentials.Read(Environment.GetEnvironmentVariable) is not { } credential)
        {
            return null;
        }

        var regionId = EnvironmentCredentials.Region(Environment.GetEnvironmentVariable);
        var address = AddressOf(regionId, null);
        return Over(
            account.EnvironmentClient(address), ownsClient: false, "Environment", credential, regionId, address, RetryPolicy.Default, account.EnvironmentLog);
    }

    /// <summary>The context that a cmdlet without -Context works with.</summary>
    public static AgContext Current()
    {
        var account = RunspaceContexts.Current;
        if (account.Explicit is { } context)
        {
            return context;
        }

        if (RunspaceContexts.AnotherSignedIn)
        {
            throw new AgException(Faults.ContextInOtherRunspace,
                "This runspace has no context, but another one in this process has: in ForEach-Object -Parallel and thread jobs give -Context $using:ctx.");
        }

        return FromEnvironment(account) ?? throw NotSignedIn("this runspace has no context of Connect-AgAccount");
    }

    public static AgException NotSignedIn(string lacking) =>
        new(Faults.NotSignedIn, $"No account is signed in: {lacking}, and the environment does not set "
            + string.Join(", ", EnvironmentCredentials.LookedFor) + ".");

    private static Uri AddressOf(string? regionId, string? endpoint) =>
        endpoint is not null ? Transport.Endpoint.Parse(endpoint)
        : regionId is not null ? Transport.Endpoint.OfRegion(regionId)
        : throw new AgException(Faults.RegionMissing, "There is a credential, but neither a region nor an endpoint is known.");

    private static AgContext Over(
        HttpClient client, bool ownsClient, string source, Credential credential, string? regionId, Uri endpoint, RetryPolicy policy, RunLog? log)
    {
        var connection = GatewayConnection.Open(
            client, ownsClient, endpoint, new FixedCredential(credential), UserAgent, policy, Pacer.For(endpoint, credential.AccessKeyId));
        return new AgContext(source, PlainText.Mask(credential.AccessKeyId), regionId, endpoint, isSandbox: false, connection, log);
    }

    private static string Version() =>
        typeof(ContextFactory).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}

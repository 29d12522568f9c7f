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

    public static AgContext Sandbox()
    {
        var options = new SandboxOptions();
        var credential = new Credential(SandboxService.DefaultAccessKeyId, PlainText.Protect(SandboxService.DefaultAccessKeySecret));
        return Make("Sandbox", credential, options.RegionId, SandboxEndpoint, HttpStack.Over(new SandboxService(options)), ownsClient: true, isSandbox: true);
    }

    /// <summary>A context with connections of its own, that goes on with this very key whatever the environment says later.</summary>
    public static AgContext FromCredential(string source, Credential credential, string? regionId, string? endpoint)
    {
        var address = AddressOf(regionId, endpoint);
        return Make(source, credential, regionId, address, HttpStack.ForNetwork(address), ownsClient: true);
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
        return Make("Environment", credential, regionId, address, account.EnvironmentClient(address), ownsClient: false);
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

    private static AgContext Make(
        string source, Credential credential, string? regionId, Uri endpoint, HttpClient client, bool ownsClient, bool isSandbox = false) =>
        new(
            source,
            PlainText.Mask(credential.AccessKeyId),
            regionId,
            endpoint,
            isSandbox,
            GatewayConnection.Open(client, ownsClient, endpoint, new FixedCredential(credential), UserAgent));

    private static string Version() =>
        typeof(ContextFactory).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}

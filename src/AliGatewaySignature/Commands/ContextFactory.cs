using System.Reflection;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Commands;

/// <summary>Puts contexts together: who signs, where to, and through what.</summary>
internal static class ContextFactory
{
    /// <summary>Names no real host, so that nothing could be sent even by mistake.</summary>
    private static readonly Uri SandboxEndpoint = new("https://apigateway.sandbox.invalid/");

    private static readonly string UserAgent = "AliGatewaySignature/" + Version();

    public static AgContext Sandbox(RetryPolicy policy, AgTransport transport)
    {
        var options = new SandboxOptions();
        var credentials = new FixedCredential(Credential.Of(SandboxService.DefaultAccessKeyId, SandboxService.DefaultAccessKeySecret));
        var connection = GatewayConnection.Open(
            HttpStack.Over(new SandboxService(options)), ownsClient: true, SandboxEndpoint, credentials,
            RequestBuilders.For(transport, UserAgent), policy);
        return new AgContext(
            SourceNames.Sandbox,
            () => StateOf(credentials),
            options.RegionId,
            SandboxEndpoint,
            isSandbox: true,
            connection) { Transport = transport };
    }

    /// <summary>
    /// A context with connections of its own, that goes on with this very account whatever the environment and the files
    /// say later. Keys that must be obtained are obtained now, so that what is wrong shows now.
    /// </summary>
    public static async Task<AgContext> PinnedAsync(
        SignIn signIn, RegionChoice region, Uri address, RetryPolicy policy, AgTransport transport, CancellationToken cancellationToken)
    {
        await signIn.Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        return Over(HttpStack.ForNetwork(address), ownsClient: true, signIn, region, address, policy, transport, log: null);
    }

    /// <summary>The context that the default chain gives at this moment.</summary>
    public static async Task<AgContext> FromChainAsync(RunspaceAccount account, CancellationToken cancellationToken)
    {
        var machine = new Machine();
        var signIn = await CredentialChain.FindAsync(machine, CredentialMemory.OfProcess, cancellationToken).ConfigureAwait(false);
        var region = RegionChoice.Of(machine, null, signIn);
        var address = AddressOf(region.RegionId, null, vpc: false);
        await signIn.Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        return Over(account.ChainClient(address), ownsClient: false, signIn, region, address, RetryPolicy.Default,
            AgTransport.Acs3, account.ChainLog);
    }

    public static Uri AddressOf(string? regionId, string? endpoint, bool vpc) =>
        endpoint is not null ? Transport.Endpoint.Parse(endpoint)
        : regionId is not null ? Transport.Endpoint.OfRegion(regionId, vpc)
        : throw new AgException(Faults.RegionMissing, "There is a credential, but neither a region nor an endpoint is known.");

    private static AgContext Over(
        HttpClient client, bool ownsClient, SignIn signIn, RegionChoice region, Uri endpoint, RetryPolicy policy,
        AgTransport transport, RunLog? log)
    {
        var credentials = signIn.Credentials;
        var connection = GatewayConnection.Open(
            client, ownsClient, endpoint, credentials, RequestBuilders.For(transport, UserAgent), policy,
            Pacer.For(endpoint, credentials.MadeFrom));
        return new AgContext(signIn.Source, () => StateOf(credentials), region.RegionId, endpoint, isSandbox: false, connection, log)
        {
            ProfileName = signIn.ProfileName,
            RoleArn = signIn.RoleArn,
            RegionSource = region.Source,
            Transport = transport,
        };
    }

    private static KeyState StateOf(ICredentialSource credentials) =>
        credentials.Known is { } known ? new KeyState(PlainText.Mask(known.AccessKeyId), known.Expiration) : default;

    private static string Version() =>
        typeof(ContextFactory).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? "0";
}

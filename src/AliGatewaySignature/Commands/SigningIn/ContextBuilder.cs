using System.Reflection;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Credentials.Keys;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Snapshots;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Commands.SigningIn;

/// <summary>Builds contexts: who signs, with which role, in which region, and over which connections.</summary>
/// <param name="machine">This machine.</param>
/// <param name="memory">Keeps temporary keys.</param>
internal sealed class ContextBuilder(Machine machine, CredentialMemory memory)
{
    /// <summary>Names no real host, so that nothing could be sent even by mistake.</summary>
    private static readonly Uri SandboxEndpoint = new("https://apigateway.sandbox.invalid/");

    private static readonly string UserAgent = "AliGatewaySignature/" + Version();

    /// <summary>Builds what Connect-AgAccount asks for: its keys are its own.</summary>
    public static ContextBuilder ForConnect(Machine machine) => new(machine, CredentialMemory.OfProcess.ForSignIn());

    /// <summary>Builds what the default chain gives: its keys serve from one cmdlet to the next, until somebody signs out.</summary>
    public static ContextBuilder ForChain() => new(new Machine(), CredentialMemory.OfProcess);

    /// <summary>A context over a sandbox of its own, or over that of a file.</summary>
    public static AgContext Sandbox(SignInOptions options)
    {
        if (options.SandboxPath is { } path)
        {
            var share = OpenSandboxes.Share(path, options.RegionId);
            return Sandbox(options, share, share.RegionId);
        }

        var sandbox = options.RegionId is { Length: > 0 } region ? new SandboxOptions { RegionId = region } : new SandboxOptions();
        return Sandbox(options, new SandboxService(sandbox), sandbox.RegionId);
    }

    private static AgContext Sandbox(SignInOptions options, HttpMessageHandler service, string regionId)
    {
        var credentials = new FixedCredential(
            Credential.Create(SandboxService.DefaultAccessKeyId, SandboxService.DefaultAccessKeySecret));
        var connection = GatewayConnection.Open(
            HttpStack.Over(service), ownsClient: true, SandboxEndpoint, credentials,
            RequestBuilders.For(options.Transport, UserAgent), options.RetryPolicy);
        return new AgContext(SourceNames.Sandbox, () => KeyOf(credentials), SandboxEndpoint, connection)
        {
            RegionId = regionId,
            IsSandbox = true,
            SandboxPath = options.SandboxPath,
            SandboxId = options.SandboxPath is null ? Guid.NewGuid().ToString() : null,
            Transport = options.Transport,
        };
    }

    /// <summary>
    /// A context with connections of its own. It stays with this account whatever the environment and the files say later. Keys
    /// that must be obtained are obtained now, so that what is wrong shows now.
    /// </summary>
    public async Task<AgContext> ConnectAsync(SignInOptions options, CancellationToken cancellationToken)
    {
        var signIn = options.Tokens is null ? await FindAsync(options, cancellationToken).ConfigureAwait(false) : null;
        var region = RegionChoice.Choose(machine, options.RegionId, signIn);
        var address = AddressOf(region, options);
        var proxy = machine.Route.For(address);
        signIn = options.RoleArn is null ? signIn! : WithRole(signIn, region, options);
        await signIn.Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        return Build(signIn, region, address, HttpStack.ForNetwork(address, machine.Route), ownsClient: true, options, proxy);
    }

    /// <summary>The context that the default chain gives now.</summary>
    public async Task<AgContext> FromChainAsync(RunspaceAccount account, CancellationToken cancellationToken)
    {
        var options = new SignInOptions();
        var signIn = await FindAsync(options, cancellationToken).ConfigureAwait(false);
        var region = RegionChoice.Choose(machine, null, signIn);
        var address = AddressOf(region, options);
        var proxy = machine.Route.For(address);
        await signIn.Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        return Build(
            signIn, region, address, account.ChainClient(address, machine.Route), ownsClient: false, options, proxy, account.ChainLog);
    }

    private async Task<SignIn> FindAsync(SignInOptions options, CancellationToken cancellationToken)
    {
        if (options.AccessKey is { } key)
        {
            return new SignIn(SourceNames.Parameter, new FixedCredential(key));
        }

        return options.ProfileName is { } profile
            ? CredentialChain.Profile(machine, memory, profile)
            : await CredentialChain.FindAsync(machine, memory, cancellationToken).ConfigureAwait(false);
    }

    private SignIn WithRole(SignIn? signIn, RegionChoice region, SignInOptions options)
    {
        const string Origin = "-RoleArn";
        var vpc = options.VpcEndpoint;
        var endpoint = StsAddress.Find(machine, Origin, region: vpc ? region.RegionId : null, vpc: vpc);
        var request = new RoleRequest(options.RoleArn!, endpoint, Origin)
        {
            SessionName = options.RoleSessionName,
            DurationSeconds = options.DurationSeconds,
            Policy = options.Policy,
            ExternalId = options.ExternalId,
        }.Checked();
        var sts = new StsClient(machine);
        IKeyMaker maker = signIn is null
            ? new OidcRole(sts, options.Tokens!, options.OidcProviderArn!, request)
            : new AssumedRole(sts, signIn.Credentials, request);
        return new SignIn(signIn?.Source ?? SourceNames.Oidc, memory.KeysOf(maker, machine.Clock))
        {
            ProfileName = signIn?.ProfileName,
            RoleArn = options.RoleArn,
            RegionId = signIn?.RegionId,
        };
    }

    private static AgContext Build(
        SignIn signIn, RegionChoice region, Uri address, HttpClient client, bool ownsClient, SignInOptions options, Uri? proxy,
        RunLog? log = null)
    {
        var credentials = signIn.Credentials;
        var connection = GatewayConnection.Open(
            client, ownsClient, address, credentials, RequestBuilders.For(options.Transport, UserAgent), options.RetryPolicy,
            Pacer.For(address, credentials.MadeFrom));
        return new AgContext(signIn.Source, () => KeyOf(credentials), address, connection, log)
        {
            ProfileName = signIn.ProfileName,
            RoleArn = signIn.RoleArn,
            RegionId = region.RegionId,
            RegionSource = region.Source,
            Proxy = proxy,
            Transport = options.Transport,
        };
    }

    private static Uri AddressOf(RegionChoice region, SignInOptions options) =>
        options.Endpoint is { } endpoint ? Endpoint.Parse(endpoint)
        : region.RegionId is { } regionId ? Endpoint.OfRegion(regionId, options.VpcEndpoint)
        : throw new AgException(Faults.RegionMissing, "There is a credential, but neither a region nor an endpoint is known.");

    private static (string MaskedId, DateTimeOffset? Expiration) KeyOf(ICredentialSource credentials) =>
        credentials.Known is { } known ? (PlainText.Mask(known.AccessKeyId), known.Expiration) : (string.Empty, null);

    private static string Version() =>
        typeof(ContextBuilder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "0";
}

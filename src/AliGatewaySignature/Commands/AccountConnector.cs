using AliGatewaySignature.Credentials;
using AliGatewaySignature.Credentials.Keys;
using AliGatewaySignature.Credentials.Tokens;
using AliGatewaySignature.Model;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.Commands;

/// <summary>From what Connect-AgAccount was told to a context: who signs, with which role on top, in which region.</summary>
/// <param name="machine">This machine.</param>
/// <param name="memory">Keeps temporary keys.</param>
/// <param name="find">Finds who signs in, where no token of an identity provider does.</param>
/// <param name="regionId">The region that was named; null when none was.</param>
internal sealed class AccountConnector(
    Machine machine, CredentialMemory memory, Func<CancellationToken, Task<SignIn>> find, string? regionId)
{
    public string? Endpoint { get; init; }

    public bool VpcEndpoint { get; init; }

    public RoleWish? Role { get; init; }

    /// <summary>
    /// Gives the token that signs in, together with <see cref="Role"/> and <see cref="OidcProviderArn"/>; null when keys do.
    /// </summary>
    public ITokenSource? Tokens { get; init; }

    public string? OidcProviderArn { get; init; }

    public AgTransport Transport { get; init; }

    public RetryPolicy Policies { get; init; } = RetryPolicy.Default;

    public async Task<AgContext> ConnectAsync(CancellationToken cancellationToken)
    {
        var signIn = Tokens is null ? await find(cancellationToken).ConfigureAwait(false) : null;
        var region = RegionChoice.Of(machine, regionId, signIn);
        var address = ContextFactory.AddressOf(region.RegionId, Endpoint, VpcEndpoint);
        return await ContextFactory.PinnedAsync(
            WithRole(signIn, region), region, address, Policies, Transport, cancellationToken).ConfigureAwait(false);
    }

    private SignIn WithRole(SignIn? signIn, RegionChoice region)
    {
        if (Role is null)
        {
            return signIn!;
        }

        var request = new RoleRequest(
            Role.RoleArn,
            StsAddress.Of(machine, RoleWish.Origin, region: VpcEndpoint ? region.RegionId : null, vpc: VpcEndpoint),
            RoleWish.Origin)
        {
            SessionName = Role.SessionName,
            DurationSeconds = Role.DurationSeconds,
            Policy = Role.Policy,
            ExternalId = Role.ExternalId,
        }.Checked();
        var sts = new StsClient(machine);
        IKeyMaker maker = signIn is null
            ? new OidcRole(sts, Tokens!, OidcProviderArn!, request)
            : new AssumedRole(sts, signIn.Credentials, request);
        return new SignIn(signIn?.Source ?? SourceNames.Oidc, memory.KeysOf(maker, machine.Clock))
        {
            ProfileName = signIn?.ProfileName,
            RoleArn = Role.RoleArn,
            RegionId = signIn?.RegionId,
        };
    }
}

/// <summary>The role that Connect-AgAccount was told to assume.</summary>
internal sealed class RoleWish(string roleArn)
{
    public const string Origin = "-RoleArn";

    public string RoleArn { get; } = roleArn;

    public string? SessionName { get; init; }

    public int? DurationSeconds { get; init; }

    public string? Policy { get; init; }

    public string? ExternalId { get; init; }
}

using System.Threading;
using System.Threading.Tasks;

namespace AliGatewaySignature.Credentials.Keys;

/// <summary>A role that somebody with keys assumes.</summary>
internal sealed class AssumedRole : IKeyMaker
{
    private readonly StsClient sts;
    private readonly ICredentialSource caller;
    private readonly RoleRequest role;

    public AssumedRole(StsClient sts, ICredentialSource caller, RoleRequest role)
    {
        this.sts = sts;
        this.caller = caller;
        this.role = role;
    }

    public string MadeFrom => Fingerprint.Of("role", caller.MadeFrom, role.MadeFrom);

    public async Task<Credential> MakeAsync(CancellationToken cancellationToken) =>
        await sts.AssumeRoleAsync(role, await caller.GetAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
}

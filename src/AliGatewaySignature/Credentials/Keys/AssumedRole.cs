namespace AliGatewaySignature.Credentials.Keys;

/// <summary>A role that somebody with keys assumes.</summary>
internal sealed class AssumedRole(StsClient sts, ICredentialSource caller, RoleRequest role) : IKeyMaker
{
    public string MadeFrom => Fingerprint.Compute("role", caller.MadeFrom, role.MadeFrom);

    public async Task<Credential> MakeAsync(CancellationToken cancellationToken) =>
        await sts.AssumeRoleAsync(
            role, await caller.GetAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
}

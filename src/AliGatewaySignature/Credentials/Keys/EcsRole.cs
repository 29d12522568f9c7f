using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Keys;

/// <summary>The role of the ECS instance that this runs on.</summary>
/// <param name="metadata">The metadata server.</param>
/// <param name="roleName">The role; the server is asked for it when null.</param>
/// <param name="origin">Where the credential comes from, for messages.</param>
internal sealed class EcsRole(EcsMetadata metadata, string? roleName, string origin) : IKeyMaker
{
    public string MadeFrom => Fingerprint.Compute("ecs", roleName);

    public async Task<Credential> MakeAsync(CancellationToken cancellationToken)
    {
        var name = roleName
            ?? await metadata.RoleNameAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new AgException(Faults.CredentialRequestRefused, $"{origin}: this ECS instance has no RAM role.");
        return await metadata.KeysAsync(name, cancellationToken).ConfigureAwait(false);
    }
}

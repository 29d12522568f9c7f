using AliGatewaySignature.Credentials.Tokens;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Keys;

/// <summary>A role that is assumed with an OpenID Connect token: no stored key is needed.</summary>
internal sealed class OidcRole(StsClient sts, ITokenSource tokens, string providerArn, RoleRequest role) : IKeyMaker
{
    private const int ShortestToken = 4;
    private const int LongestToken = 20_000;

    public string MadeFrom => Fingerprint.Compute("oidc", tokens.MadeFrom, providerArn, role.MadeFrom);

    public async Task<Credential> MakeAsync(CancellationToken cancellationToken)
    {
        var token = (await tokens.GetAsync(cancellationToken).ConfigureAwait(false)).Trim();
        return token.Length is < ShortestToken or > LongestToken
            ? throw new AgException(
                Faults.CredentialSourceInvalid,
                $"{role.Origin}: {tokens.Name} does not hold a token: STS takes {ShortestToken} to {LongestToken} characters.")
            : await sts.AssumeRoleWithOidcAsync(role, providerArn, token, cancellationToken).ConfigureAwait(false);
    }
}

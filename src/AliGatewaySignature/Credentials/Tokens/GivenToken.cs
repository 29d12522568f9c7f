using System.Security;

namespace AliGatewaySignature.Credentials.Tokens;

/// <summary>A token that was given as such. It serves for one session, and cannot be renewed.</summary>
internal sealed class GivenToken(SecureString token) : ITokenSource
{
    public string Name => "-OidcToken";

    public string MadeFrom => Fingerprint.Compute("given", PlainText.Reveal(token));

    public Task<string> GetAsync(CancellationToken cancellationToken) => Task.FromResult(PlainText.Reveal(token));
}

using System.Threading;
using System.Threading.Tasks;

namespace AliGatewaySignature.Credentials;

/// <summary>Says who signs the next call.</summary>
internal interface ICredentialSource
{
    Task<Credential> GetAsync(CancellationToken cancellationToken);

    /// <summary>The service finds the present key expired: obtains a newer one.</summary>
    /// <returns>Whether there is one; false when this source has nothing to renew.</returns>
    Task<bool> TryRefreshAsync(CancellationToken cancellationToken);
}

/// <summary>One and the same key for every call.</summary>
internal sealed class FixedCredential : ICredentialSource
{
    private readonly Task<Credential> credential;

    public FixedCredential(Credential credential) => this.credential = Task.FromResult(credential);

    public Task<Credential> GetAsync(CancellationToken cancellationToken) => credential;

    public Task<bool> TryRefreshAsync(CancellationToken cancellationToken) => Task.FromResult(false);
}

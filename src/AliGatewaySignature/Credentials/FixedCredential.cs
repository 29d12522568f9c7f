namespace AliGatewaySignature.Credentials;

/// <summary>One and the same key for every call.</summary>
internal sealed class FixedCredential(Credential credential) : ICredentialSource
{
    public Credential Known { get; } = credential;

    public Credential Ready => Known;

    public string MadeFrom
    {
        get
        {
            var key = Known.ToSign();
            return Fingerprint.Compute("key", key.AccessKeyId, key.AccessKeySecret, key.SecurityToken);
        }
    }

    public Task<Credential> GetAsync(CancellationToken cancellationToken) => Task.FromResult(Known);

    public Task<bool> TryRefreshAsync(Credential refused, CancellationToken cancellationToken) => Task.FromResult(false);
}

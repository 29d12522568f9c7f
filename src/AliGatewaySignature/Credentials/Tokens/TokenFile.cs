using AliGatewaySignature.Credentials.Files;

namespace AliGatewaySignature.Credentials.Tokens;

/// <summary>A token in a file that somebody keeps up to date, Kubernetes for instance: read anew each time.</summary>
internal sealed class TokenFile(string path, string origin) : ITokenSource
{
    public string Name => "the token file " + path;

    public string MadeFrom => Fingerprint.Compute("file", path);

    public Task<string> GetAsync(CancellationToken cancellationToken) => Task.FromResult(TextFile.Read(path, origin));
}

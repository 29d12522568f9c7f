using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.Credentials.Files;

namespace AliGatewaySignature.Credentials.Tokens;

/// <summary>A token in a file that somebody keeps up to date, Kubernetes for instance: read anew each time.</summary>
internal sealed class TokenFile : ITokenSource
{
    private readonly string path;
    private readonly string origin;

    public TokenFile(string path, string origin)
    {
        this.path = path;
        this.origin = origin;
    }

    public string Name => "the token file " + path;

    public string MadeFrom => Fingerprint.Of("file", path);

    public Task<string> GetAsync(CancellationToken cancellationToken) => Task.FromResult(TextFile.Read(path, origin));
}

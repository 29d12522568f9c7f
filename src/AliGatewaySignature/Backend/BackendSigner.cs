using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Backend;

/// <summary>Signs a request as the gateway does, in one of the known readings.</summary>
/// <param name="pair">The pair.</param>
/// <param name="reading">How the string to sign is built.</param>
/// <param name="signedHeaders">The names of the headers to sign; what the request does not carry has no line.</param>
internal sealed class BackendSigner(BackendPair pair, Reading reading, IReadOnlyList<string> signedHeaders)
{
    /// <summary>The header that the gateway adds to each request, with an id of its own.</summary>
    public const string RequestId = "X-Ca-Request-Id";

    private static readonly string[] Own =
        [BackendHeaders.Signature, BackendHeaders.SignedHeaders, BackendHeaders.Key, BackendHeaders.StringToSign];

    /// <summary>What the HTTP stack writes itself, after the request is signed.</summary>
    private static readonly string[] OfHttp =
    [
        "Host", "Content-Length", "Transfer-Encoding", "Accept-Encoding", "Connection", "Keep-Alive", "Expect", "TE", "Trailer", "Upgrade",
        "Proxy-Authorization", "Proxy-Connection",
    ];

    /// <summary>The request with the headers of the signature, and the string that was signed.</summary>
    public (BackendRequest Request, string StringToSign) Sign(BackendRequest request)
    {
        var headers = request.Headers.ToList();
        if (Lists(RequestId) && request.Header(RequestId) is null)
        {
            headers.Add(new(RequestId, Guid.NewGuid().ToString().ToUpperInvariant()));
        }

        headers.Add(new(BackendHeaders.SignedHeaders, string.Join(",", signedHeaders)));
        headers.Add(new(BackendHeaders.Key, pair.Key));
        Check(headers);

        // Where the body is hashed, the header says so too: a backend that copies the line from there comes to the same.
        var hashed = StringToSign.Build(request with { Headers = headers }, reading).Split(['\n'], 3)[1];
        if (hashed.Length > 0 && request.Header(BackendHeaders.ContentMd5) is null)
        {
            headers.Add(new(BackendHeaders.ContentMd5, hashed));
        }

        var text = StringToSign.Build(request with { Headers = headers }, reading);
        headers.Add(new(BackendHeaders.Signature, BackendSignature.Compute(text, pair.Secret)));
        return (request with { Headers = headers }, text);
    }

    /// <summary>What is wrong with the headers that a user gives.</summary>
    /// <exception cref="AgException">One of them is added, or written by the HTTP stack.</exception>
    public static void CheckGiven(IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var name in headers.Select(static header => header.Key))
        {
            var problem = Own.Contains(name, StringComparer.OrdinalIgnoreCase) ? "is added when the request is signed: leave it out."
                : OfHttp.Contains(name, StringComparer.OrdinalIgnoreCase)
                    ? "is written when the request is sent, and can be neither given nor signed here."
                : null;
            if (problem is not null)
            {
                throw new AgException(Faults.InvalidInput, $"The header '{name}' {problem}");
            }
        }
    }

    /// <exception cref="AgException">A header cannot be sent.</exception>
    public static void Check(IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var header in headers)
        {
            var problem = header.Key.Length == 0 || !header.Key.All(static c => c is > ' ' and < (char)0x7F and not ':' and not ',')
                    ? "is no name of a header."
                : header.Value.Any(static c => c is < ' ' and not '\t' or > '~') ? "has a value that HTTP cannot carry: ASCII, in one line."
                : null;
            if (problem is not null)
            {
                throw new AgException(Faults.InvalidInput, $"The header '{header.Key}' {problem}");
            }
        }
    }

    private bool Lists(string name) => signedHeaders.Contains(name, StringComparer.OrdinalIgnoreCase);
}

namespace AliGatewaySignature.Model;

/// <summary>What a backend answered to a request that was signed as the gateway signs, and what was signed.</summary>
public sealed class AgBackendReply
{
    internal AgBackendReply()
    {
    }

    /// <summary>The HTTP status, e.g. 200, or 403 where the backend refuses the signature.</summary>
    public int StatusCode { get; internal init; }

    /// <summary>The headers of the answer; names compare without case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; internal init; } = new Dictionary<string, string>();

    /// <summary>The body of the answer as text, at most 16 MB. Should it repeat the Secret, *** stands in its place.</summary>
    public string Body { get; internal init; } = string.Empty;

    /// <summary>The method of the request.</summary>
    public string Method { get; internal init; } = string.Empty;

    /// <summary>Where it went.</summary>
    public Uri Uri { get; internal init; } = null!;

    /// <summary>The Key that the request names; null where it was not signed.</summary>
    public string? SignatureKey { get; internal init; }

    /// <summary>The headers that were signed, without the signature itself.</summary>
    public IReadOnlyList<string> SignedHeader { get; internal init; } = [];

    /// <summary>
    /// What was signed: compare it with what the backend builds, line by line. It holds no secret. Null where nothing was signed.
    /// </summary>
    public string? StringToSign { get; internal init; }

    /// <summary>In which of the known ways it was built; null where nothing was signed.</summary>
    public string? Reading { get; internal init; }

    /// <summary>Status and address.</summary>
    public override string ToString() => $"{StatusCode} {Method} {Uri.AbsoluteUri}";
}

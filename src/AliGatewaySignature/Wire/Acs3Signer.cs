using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AliGatewaySignature.Wire;

/// <summary>
/// ACS3-HMAC-SHA256, the service's current request signature: a pure function from a request to its
/// Authorization header.
/// </summary>
internal static class Acs3Signer
{
    public const string Algorithm = "ACS3-HMAC-SHA256";

    /// <summary>SHA-256 of nothing: all our calls have an empty body.</summary>
    public const string EmptyBodyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>Signs a request whose path is <c>/</c>.</summary>
    /// <param name="method">The HTTP method, upper case.</param>
    /// <param name="query">Names and values, not yet encoded.</param>
    /// <param name="headers">All headers that are signed, names in lower case; x-acs-content-sha256 is among them.</param>
    /// <param name="accessKeyId">Who signs.</param>
    /// <param name="accessKeySecret">Its secret.</param>
    public static Acs3Signature Sign(
        string method,
        IEnumerable<KeyValuePair<string, string>> query,
        IReadOnlyCollection<KeyValuePair<string, string>> headers,
        string accessKeyId,
        string accessKeySecret)
    {
        var canonicalQuery = CanonicalQuery(query);
        var sorted = headers.OrderBy(header => header.Key, StringComparer.Ordinal).ToList();
        var signedHeaders = string.Join(";", sorted.Select(header => header.Key));

        var canonical = new StringBuilder(canonicalQuery.Length + 1024)
            .Append(method).Append("\n/\n").Append(canonicalQuery).Append('\n');
        foreach (var header in sorted)
        {
            canonical.Append(header.Key).Append(':').Append(header.Value.Trim()).Append('\n');
        }

        canonical.Append('\n').Append(signedHeaders).Append('\n')
            .Append(headers.Single(header => header.Key == "x-acs-content-sha256").Value);

        var canonicalRequest = canonical.ToString();
        var stringToSign = Algorithm + "\n" + Sha256Hex(canonicalRequest);
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(accessKeySecret));
        var signature = Hex(hmac.ComputeHash(Encoding.UTF8.GetBytes(stringToSign)));
        var authorization = string.Format(CultureInfo.InvariantCulture,
            "{0} Credential={1},SignedHeaders={2},Signature={3}", Algorithm, accessKeyId, signedHeaders, signature);
        return new Acs3Signature(canonicalQuery, canonicalRequest, stringToSign, authorization);
    }

    public static string Sha256Hex(string text)
    {
        using var sha = SHA256.Create();
        return Hex(sha.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>RFC 3986 encoding of the UTF-8 bytes, which is exactly what EscapeDataString gives.</summary>
    private static string CanonicalQuery(IEnumerable<KeyValuePair<string, string>> query) =>
        string.Join("&", query
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => Uri.EscapeDataString(pair.Key) + "=" + Uri.EscapeDataString(pair.Value)));

    private static string Hex(byte[] bytes)
    {
        const string Digits = "0123456789abcdef";
        var text = new char[bytes.Length * 2];
        for (var i = 0; i < bytes.Length; i++)
        {
            text[i * 2] = Digits[bytes[i] >> 4];
            text[(i * 2) + 1] = Digits[bytes[i] & 15];
        }

        return new string(text);
    }
}

/// <summary>A signature with the steps that led to it, so that a test can point at the step that differs.</summary>
internal sealed class Acs3Signature(string canonicalQuery, string canonicalRequest, string stringToSign, string authorization)
{
    /// <summary>The query exactly as it must go over the wire.</summary>
    public string CanonicalQuery { get; } = canonicalQuery;

    public string CanonicalRequest { get; } = canonicalRequest;

    public string StringToSign { get; } = stringToSign;

    public string Authorization { get; } = authorization;
}

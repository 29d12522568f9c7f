using System.Globalization;

namespace AliGatewaySignature.Wire;

/// <summary>
/// A signed POST with its parameters in the query and an empty body: the form in which Alibaba Cloud's services take
/// the operations of RPC style.
/// </summary>
internal static class Acs3Request
{
    /// <param name="endpoint">The address of the service.</param>
    /// <param name="operation">For example SetSignatureApis.</param>
    /// <param name="version">The version of the service's API, a date.</param>
    /// <param name="parameters">Names and values, not yet encoded.</param>
    /// <param name="key">Who signs.</param>
    /// <param name="now">The time of signing.</param>
    /// <param name="userAgent">How we introduce ourselves.</param>
    public static HttpRequestMessage Build(
        Uri endpoint,
        string operation,
        string version,
        IEnumerable<KeyValuePair<string, string>> parameters,
        SigningKey key,
        DateTimeOffset now,
        string userAgent)
    {
        var headers = new List<KeyValuePair<string, string>>(9)
        {
            new("host", endpoint.Authority),
            new("x-acs-action", operation),
            new("x-acs-content-sha256", Acs3Signer.EmptyBodyHash),
            new("x-acs-date", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            new("x-acs-signature-nonce", Guid.NewGuid().ToString("N")),
            new("x-acs-version", version),
        };

        if (key.SecurityToken is { } token)
        {
            headers.Add(new("x-acs-accesskey-id", key.AccessKeyId));
            headers.Add(new("x-acs-security-token", token));
        }

        var signature = Acs3Signer.Sign("POST", parameters, headers, key.AccessKeyId, key.AccessKeySecret);

        // A request without content would be repeated by the HTTP stack itself after a reset, nonce and all.
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, "/?" + signature.CanonicalQuery))
        {
            Content = new ByteArrayContent([]),
        };

        foreach (var header in headers)
        {
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        // .NET Framework would otherwise ask before it sends the body, and wait for an answer that many servers do not give.
        request.Headers.ExpectContinue = false;
        request.Headers.TryAddWithoutValidation("Authorization", signature.Authorization);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        return request;
    }
}

/// <summary>An access key in clear, for as long as a request takes to build.</summary>
internal readonly struct SigningKey(string accessKeyId, string accessKeySecret, string? securityToken)
{
    public string AccessKeyId { get; } = accessKeyId;

    public string AccessKeySecret { get; } = accessKeySecret;

    /// <summary>Only with temporary keys.</summary>
    public string? SecurityToken { get; } = securityToken;
}

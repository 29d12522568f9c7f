using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AliGatewaySignature.Sandbox;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>Signs in both ways with what the framework brings: no code of the product, so that neither side checks itself.</summary>
internal sealed class Signer
{
    public string AccessKeyId { get; init; } = SandboxService.DefaultAccessKeyId;

    public string AccessKeySecret { get; init; } = SandboxService.DefaultAccessKeySecret;

    public string? SecurityToken { get; init; }

    public string Version { get; init; } = "2016-07-14";

    public string Method { get; init; } = "POST";

    public required DateTimeOffset Time { get; init; }

    public string Nonce { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>ACS3-HMAC-SHA256 in the headers, the parameters in the query, or in a form.</summary>
    public RawRequest Acs3(string host, string operation, IEnumerable<KeyValuePair<string, string>> parameters, bool form = false)
    {
        var fields = RawRequest.Join(parameters);
        var request = new RawRequest { Method = Method, Query = form ? string.Empty : fields, Body = form ? fields : string.Empty };
        request.Headers["host"] = host;
        request.Headers["x-acs-action"] = operation;
        request.Headers["x-acs-version"] = Version;
        request.Headers["x-acs-date"] = Text(Time);
        request.Headers["x-acs-signature-nonce"] = Nonce;
        if (form)
        {
            request.Headers["content-type"] = "application/x-www-form-urlencoded";
        }

        if (SecurityToken is not null)
        {
            request.Headers["x-acs-accesskey-id"] = AccessKeyId;
            request.Headers["x-acs-security-token"] = SecurityToken;
        }

        Acs3(request, parameters: form ? [] : parameters);
        return request;
    }

    /// <summary>Signs whatever stands in the request.</summary>
    public void Acs3(RawRequest request, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        request.Headers.Remove("Authorization");
        request.Headers["x-acs-content-sha256"] = Hex(SHA256.HashData(Encoding.UTF8.GetBytes(request.Body)));
        var names = string.Join(';', request.Headers.Keys);
        var canonical = string.Join(
            '\n',
            request.Method,
            request.Path,
            RawRequest.Join(parameters.OrderBy(static field => field.Key, StringComparer.Ordinal)),
            string.Concat(request.Headers.Select(static header => header.Key + ":" + header.Value.Trim() + "\n")),
            names,
            request.Headers["x-acs-content-sha256"]);
        var toSign = "ACS3-HMAC-SHA256\n" + Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        var signature = Hex(HMACSHA256.HashData(Encoding.UTF8.GetBytes(AccessKeySecret), Encoding.UTF8.GetBytes(toSign)));
        request.Headers["Authorization"] = $"ACS3-HMAC-SHA256 Credential={AccessKeyId},SignedHeaders={names},Signature={signature}";
    }

    /// <summary>HMAC-SHA1, SignatureVersion 1.0, in the query, or in a form.</summary>
    public RawRequest Rpc(string host, string operation, IEnumerable<KeyValuePair<string, string>> parameters, bool form = false)
    {
        List<KeyValuePair<string, string>> fields =
        [
            .. parameters,
            new("Action", operation),
            new("Version", Version),
            new("Format", "JSON"),
            new("AccessKeyId", AccessKeyId),
            new("SignatureMethod", "HMAC-SHA1"),
            new("SignatureVersion", "1.0"),
            new("SignatureNonce", Nonce),
            new("Timestamp", Text(Time)),
        ];
        if (SecurityToken is not null)
        {
            fields.Add(new("SecurityToken", SecurityToken));
        }

        fields.Add(new("Signature", RpcSignature(fields)));
        return RpcRequest(host, fields, form);
    }

    public RawRequest RpcRequest(string host, IEnumerable<KeyValuePair<string, string>> fields, bool form)
    {
        var text = RawRequest.Join(fields);
        var request = new RawRequest { Method = Method, Query = form ? string.Empty : text, Body = form ? text : string.Empty };
        request.Headers["host"] = host;
        if (form)
        {
            request.Headers["content-type"] = "application/x-www-form-urlencoded";
        }

        return request;
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private string RpcSignature(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var canonical = RawRequest.Join(fields.OrderBy(static field => field.Key, StringComparer.Ordinal));
        var toSign = Method + "&%2F&" + Uri.EscapeDataString(canonical);
#pragma warning disable CA5350 // The older official clients sign with SHA-1.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(AccessKeySecret + "&"), Encoding.UTF8.GetBytes(toSign)));
#pragma warning restore CA5350
    }
}

using System.Security.Cryptography;
using System.Text;
using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.Sandbox.Verification;

/// <summary>Reads ACS3-HMAC-SHA256 off a request and recomputes it.</summary>
internal static class Acs3Claim
{
    private const string Algorithm = "ACS3-HMAC-SHA256";

    private static readonly string[] AlwaysThere =
        ["x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"];

    public static SignatureClaim Read(ServiceCall call)
    {
        var headers = call.Request.Headers;
        var authorization = headers.First("Authorization") ?? throw Incomplete("There is no Authorization header.");
        var blank = authorization.IndexOf(' ');
        if (blank < 0 || authorization.Substring(0, blank) != Algorithm)
        {
            throw new ServiceFault(400, "InvalidSignatureMethod", $"The signature method is not supported; use {Algorithm}.");
        }

        var parts = Parts(authorization.Substring(blank + 1));
        var accessKeyId = Part(parts, "Credential");
        var signedHeaders = Part(parts, "SignedHeaders");
        var signature = Part(parts, "Signature");

        foreach (var name in AlwaysThere)
        {
            if (headers.First(name) is null)
            {
                throw ServiceFault.MissingCommon(name);
            }
        }

        var signed = signedHeaders.Split(';');
        RequireAllSigned(headers, signed);
        RequireBodyHash(call.Request);

        var stringToSign = Algorithm + "\n" + Sha256(Encoding.UTF8.GetBytes(CanonicalRequest(call, signed, signedHeaders)));
        return new SignatureClaim
        {
            AccessKeyId = accessKeyId,
            SecurityToken = headers.First("x-acs-security-token"),
            Timestamp = headers.First("x-acs-date")!,
            Nonce = headers.First("x-acs-signature-nonce")!,
            Signature = signature,
            Compute = secret =>
            {
                using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
                return HexText.Lower(hmac.ComputeHash(Encoding.UTF8.GetBytes(stringToSign)));
            },
            MismatchMessage =
                $"Specified signature does not match our calculation. server StringToSign is [{stringToSign.Replace('\n', ' ')}]",
        };
    }

    private static string CanonicalRequest(ServiceCall call, string[] signed, string signedHeaders)
    {
        var lines = new StringBuilder();
        lines.Append(call.Request.Method.ToUpperInvariant()).Append('\n');
        lines.Append(call.Request.Path).Append('\n');
        lines.Append(Fields.Canonical(call.Query)).Append('\n');
        foreach (var name in signed)
        {
            IEnumerable<string> values = call.Request.Headers.All(name)
                .Select(static value => value.Trim())
                .OrderBy(static value => value, StringComparer.Ordinal);
            lines.Append(name).Append(':').Append(string.Join(",", values)).Append('\n');
        }

        lines.Append('\n');
        lines.Append(signedHeaders).Append('\n');
        lines.Append(call.Request.Headers.First("x-acs-content-sha256"));
        return lines.ToString();
    }

    private static Dictionary<string, string> Parts(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(','))
        {
            var equals = part.IndexOf('=');
            if (equals > 0)
            {
                parts[part.Substring(0, equals).Trim()] = part.Substring(equals + 1).Trim();
            }
        }

        return parts;
    }

    private static string Part(Dictionary<string, string> parts, string name) =>
        parts.TryGetValue(name, out var value) && value.Length > 0
            ? value
            : throw Incomplete($"The Authorization header has no {name}.");

    // A header of these families that is not signed could have been added on the way.
    private static void RequireAllSigned(WireHeaders headers, string[] signed)
    {
        for (var i = 0; i < signed.Length; i++)
        {
            if (headers.All(signed[i]).Count == 0)
            {
                throw Incomplete($"The header {signed[i]} is in SignedHeaders and was not sent.");
            }

            if (i > 0 && string.CompareOrdinal(signed[i - 1], signed[i]) >= 0)
            {
                throw Incomplete("SignedHeaders must be in lower case, sorted and without repeats.");
            }
        }

        foreach (var name in headers.Names)
        {
            var lower = name.ToLowerInvariant();
            var counts = lower is "host" or "content-type" || lower.StartsWith("x-acs-", StringComparison.Ordinal);
            if (counts && Array.IndexOf(signed, lower) < 0)
            {
                throw Incomplete($"The header {lower} is not in SignedHeaders.");
            }
        }
    }

    private static void RequireBodyHash(WireRequest request)
    {
        if (!ConstantTime.Same(request.Headers.First("x-acs-content-sha256")!, Sha256(request.Body)))
        {
            throw new ServiceFault(400, "SignatureDoesNotMatch", "The header x-acs-content-sha256 does not match the body.");
        }
    }

    private static string Sha256(byte[] bytes)
    {
        using var sha = SHA256.Create();
        return HexText.Lower(sha.ComputeHash(bytes));
    }

    private static ServiceFault Incomplete(string message) => new(400, "IncompleteSignature", message);
}

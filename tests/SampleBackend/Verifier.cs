using System.Security.Cryptography;
using System.Text;

namespace AliGatewaySignature.Tests.Backend.Sample;

/// <summary>Judges a request as a backend does.</summary>
internal static class Verifier
{
    /// <summary>The request with the verdict.</summary>
    public static ReceivedRequest Judge(ReceivedRequest request, SampleBackendOptions options)
    {
        if (options.Mode == BackendMode.Open)
        {
            return request with { Verdict = Verdict.Unchecked, IsAccepted = true };
        }

        var names = options.RefuseLowercase ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var signature = request.Header("X-Ca-Proxy-Signature", names);
        var key = request.Header("X-Ca-Proxy-Signature-Secret-Key", names);
        if (options.Mode == BackendMode.Presence)
        {
            return signature is not null && key is not null
                ? request with { Verdict = Verdict.Present, IsAccepted = true }
                : request with { Verdict = Verdict.Unsigned };
        }

        if (string.IsNullOrEmpty(signature))
        {
            return request with { Verdict = Verdict.Unsigned, IsAccepted = options.Mode == BackendMode.Lenient };
        }

        if (key is null || !options.Pairs.TryGetValue(key, out var secret))
        {
            return request with { Verdict = Verdict.UnknownKey };
        }

        var text = SignedText.Of(request, options);
        var own = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
        var isSame = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(own), Encoding.UTF8.GetBytes(signature));
        return request with { Verdict = isSame ? Verdict.Verified : Verdict.Mismatch, IsAccepted = isSame, StringToSign = text };
    }
}

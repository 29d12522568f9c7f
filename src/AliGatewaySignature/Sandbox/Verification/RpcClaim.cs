using System.Security.Cryptography;
using System.Text;
using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.Sandbox.Verification;

/// <summary>Reads HMAC-SHA1, SignatureVersion 1.0, off a query or form and recomputes it.</summary>
internal static class RpcClaim
{
    public static SignatureClaim Read(ServiceCall call)
    {
        var signature = Required(call, "Signature");
        if (Required(call, "SignatureMethod") != "HMAC-SHA1")
        {
            throw new ServiceFault(400, "InvalidSignatureMethod", "The signature method is not supported; use HMAC-SHA1.");
        }

        if (Required(call, "SignatureVersion") != "1.0")
        {
            throw new ServiceFault(400, "InvalidSignatureVersion", "The signature version is not supported; use 1.0.");
        }

        var canonical = Fields.Canonical(call.Query.Concat(call.Form).Where(static field => field.Key != "Signature"));
        var stringToSign = call.Request.Method.ToUpperInvariant() + "&%2F&" + PercentCoding.Encode(canonical);
        return new SignatureClaim
        {
            AccessKeyId = Required(call, "AccessKeyId"),
            SecurityToken = call.Value("SecurityToken") is { Length: > 0 } token ? token : null,
            Timestamp = Required(call, "Timestamp"),
            Nonce = Required(call, "SignatureNonce"),
            Signature = signature,
            Compute = secret =>
            {
                using var hmac = new HMACSHA1(Encoding.UTF8.GetBytes(secret + "&"));
                return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(stringToSign)));
            },
            // The real service repeats the string to sign here, parameters and all; clients must cope.
            MismatchMessage = "Specified signature is not matched with our calculation. server string to sign is:" + stringToSign,
        };
    }

    private static string Required(ServiceCall call, string name) =>
        call.Value(name) is { Length: > 0 } value ? value : throw ServiceFault.MissingCommon(name);
}

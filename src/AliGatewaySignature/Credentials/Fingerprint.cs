using System.Globalization;
using System.Text;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials;

/// <summary>Tells two recipes for keys apart without keeping what they are made from.</summary>
internal static class Fingerprint
{
    public static string Compute(params string?[] parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            // With its length before it, no part can run into the next one.
            text.Append(part is null ? "-" : part.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(part);
        }

        return Acs3Signer.Sha256Hex(text.ToString());
    }
}

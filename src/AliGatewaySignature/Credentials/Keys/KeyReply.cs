using System.Globalization;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials.Keys;

/// <summary>Reads temporary keys out of an answer.</summary>
internal static class KeyReply
{
    /// <param name="keys">The object with AccessKeyId, AccessKeySecret, SecurityToken and Expiration; null when there is none.</param>
    /// <param name="origin">Who asked.</param>
    /// <param name="host">Who answered.</param>
    /// <param name="now">Keys that have expired by then are refused.</param>
    public static Credential Read(JsonReply? keys, string origin, string host, DateTimeOffset now)
    {
        var id = keys?.Text("AccessKeyId");
        var secret = keys?.Text("AccessKeySecret");
        var token = keys?.Text("SecurityToken");
        if (keys is null || string.IsNullOrEmpty(id) || string.IsNullOrEmpty(secret) || string.IsNullOrEmpty(token))
        {
            var lacking = keys is null
                ? ""
                : string.IsNullOrEmpty(id)
                    ? " (no AccessKeyId)"
                    : string.IsNullOrEmpty(secret) ? " (no AccessKeySecret)" : " (no SecurityToken)";
            throw new AgException(Faults.CredentialRequestFailed, $"{origin}: what {host} answered are not temporary keys{lacking}.");
        }

        var expiration = keys.Date("Expiration");
        return expiration <= now
            ? throw new AgException(Faults.CredentialRequestFailed, string.Format(CultureInfo.InvariantCulture,
                "{0}: the keys that {1} gave have expired at {2:u}; the clock of this machine says {3:u}.", origin, host, expiration, now))
            : Credential.Read($"{origin}, as {host} gave it", id!, secret!, token, expiration);
    }
}

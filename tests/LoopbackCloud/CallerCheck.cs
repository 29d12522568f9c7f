using System.Globalization;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Sandbox.Verification;
using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.Tests.Credentials.Cloud;

/// <summary>Whether a call to STS is signed by the caller that it names, in either of the two signing methods.</summary>
internal sealed class CallerCheck(CloudTime time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private readonly HashSet<string> _nonces = [];

    /// <summary>The AccessKey id of the caller.</summary>
    /// <exception cref="ServiceFault">The call is refused.</exception>
    public string Check(ServiceCall call)
    {
        var claim = call.Signing switch
        {
            SigningKind.Acs3 => Acs3Claim.Read(call),
            SigningKind.Rpc => RpcClaim.Read(call),
            _ => throw ServiceFault.MissingCommon("AccessKeyId"),
        };
        var caller = claim.AccessKeyId;
        if (!CloudKeys.Knows(caller))
        {
            throw new ServiceFault(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
        }

        if (claim.Compute(CloudKeys.SecretOf(caller)) != claim.Signature)
        {
            throw new ServiceFault(400, "SignatureDoesNotMatch", claim.MismatchMessage);
        }

        CheckTime(claim.Timestamp);
        CheckToken(caller, claim.SecurityToken);
        lock (_nonces)
        {
            return _nonces.Add(claim.Nonce)
                ? caller
                : throw new ServiceFault(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
        }
    }

    private void CheckTime(string text)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt)
            || (time.Now() - signedAt).Duration() > Window)
        {
            throw new ServiceFault(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
        }
    }

    private void CheckToken(string caller, string? token)
    {
        if (token != (CloudKeys.IsTemporary(caller) ? CloudKeys.TokenOf(caller) : null))
        {
            throw token is null
                ? new ServiceFault(400, "MissingSecurityToken", "SecurityToken is mandatory for this action.")
                : new ServiceFault(
                    400, "InvalidSecurityToken.MismatchWithAccessKey", "Specified SecurityToken mismatch with the AccessKey.");
        }

        if (time.HasExpired(caller))
        {
            throw new ServiceFault(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.");
        }
    }
}

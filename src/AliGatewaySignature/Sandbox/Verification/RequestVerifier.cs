using System.Globalization;
using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.Sandbox.Verification;

/// <summary>Decides whether a request comes from a known caller, unchanged, in time and for the first time.</summary>
internal sealed class RequestVerifier
{
    /// <summary>How far a request's time may be off, either way.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, SandboxKeyPair> _keyPairs = new(StringComparer.Ordinal);
    private readonly NonceMemory _nonces = new();
    private readonly object _lock = new();

    public RequestVerifier(IEnumerable<SandboxKeyPair> keyPairs)
    {
        foreach (var pair in keyPairs)
        {
            _keyPairs[pair.AccessKeyId] = pair;
        }
    }

    /// <summary>Lets somebody in from now on, or changes the key of somebody who is let in already.</summary>
    public void Admit(SandboxKeyPair pair)
    {
        lock (_lock)
        {
            _keyPairs[pair.AccessKeyId] = pair;
        }
    }

    /// <summary>Returns quietly, or throws the <see cref="ServiceFault"/> that the service answers.</summary>
    public void Verify(ServiceCall call, DateTimeOffset now)
    {
        var claim = call.Signing switch
        {
            SigningKind.Acs3 => Acs3Claim.Read(call),
            SigningKind.Rpc => RpcClaim.Read(call),
            _ => throw ServiceFault.MissingCommon("AccessKeyId"),
        };

        if (Find(claim.AccessKeyId) is not { } pair)
        {
            throw new ServiceFault(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
        }

        var signedAt = RequireTime(claim.Timestamp, now);
        if (!ConstantTime.Same(claim.Compute(pair.AccessKeySecret), claim.Signature))
        {
            throw new ServiceFault(400, "SignatureDoesNotMatch", claim.MismatchMessage);
        }

        RequireToken(pair, claim.SecurityToken, now);
        lock (_lock)
        {
            if (!_nonces.TryUse(claim.AccessKeyId, claim.Nonce, now, signedAt + Window))
            {
                throw new ServiceFault(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
            }
        }
    }

    private SandboxKeyPair? Find(string accessKeyId)
    {
        lock (_lock)
        {
            return _keyPairs.TryGetValue(accessKeyId, out var pair) ? pair : null;
        }
    }

    public void ForgetNonces()
    {
        lock (_lock)
        {
            _nonces.Clear();
        }
    }

    private static DateTimeOffset RequireTime(string text, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParseExact(
            text, ServiceTime.Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt))
        {
            throw new ServiceFault(400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.");
        }

        return (now - signedAt).Duration() <= Window
            ? signedAt
            : throw new ServiceFault(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
    }

    private static void RequireToken(SandboxKeyPair pair, string? sent, DateTimeOffset now)
    {
        if (pair.SecurityToken is null)
        {
            if (sent is not null)
            {
                throw new ServiceFault(
                    400, "InvalidSecurityToken.MismatchWithAccessKey", "Specified SecurityToken mismatch with the AccessKey.");
            }

            return;
        }

        if (sent is null)
        {
            throw new ServiceFault(400, "MissingSecurityToken", "SecurityToken is mandatory for this action.");
        }

        if (!ConstantTime.Same(sent, pair.SecurityToken))
        {
            throw new ServiceFault(
                400, "InvalidSecurityToken.MismatchWithAccessKey", "Specified SecurityToken mismatch with the AccessKey.");
        }

        if (pair.Expires < now)
        {
            throw new ServiceFault(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.");
        }
    }
}

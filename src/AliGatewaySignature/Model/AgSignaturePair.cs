using System.Security;

namespace AliGatewaySignature.Model;

/// <summary>
/// A Key and a Secret that are not in the service yet, or not any more: for backends to accept before the gateway signs with them.
/// Source: the page of CreateSignature, API Gateway 2016-07-14.
/// </summary>
public sealed class AgSignaturePair
{
    private AgSignaturePair()
    {
    }

    /// <summary>The Key, 6 to 20 characters: not secret, but what tells the backend which Secret was used.</summary>
    public string SignatureKey { get; private init; } = string.Empty;

    /// <summary>The Secret, 6 to 30 characters.</summary>
    public SecureString SignatureSecret { get; private init; } = null!;

    internal static AgSignaturePair Of(string signatureKey, SecureString signatureSecret) =>
        new() { SignatureKey = signatureKey, SignatureSecret = signatureSecret };

    /// <summary>The Key.</summary>
    public override string ToString() => SignatureKey;
}

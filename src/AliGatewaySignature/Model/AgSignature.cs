using System.Security;

namespace AliGatewaySignature.Model;

/// <summary>
/// A backend signature key. Source: the pages of CreateSignature, ModifySignature and DescribeSignatures,
/// API Gateway 2016-07-14.
/// </summary>
public sealed class AgSignature
{
    internal AgSignature()
    {
    }

    /// <summary>The id that the service gave the key: 32 hexadecimal digits.</summary>
    public string SignatureId { get; internal set; } = string.Empty;

    /// <summary>The name, 4 to 50 characters.</summary>
    public string SignatureName { get; internal set; } = string.Empty;

    /// <summary>
    /// The Key: not a secret, but what tells the backend which Secret was used. Null when it is not known here
    /// (a change that left the Key alone does not return it).
    /// </summary>
    public string? SignatureKey { get; internal set; }

    /// <summary>
    /// The Secret, only where it was just given or generated, or asked for with -IncludeSecret; null otherwise.
    /// </summary>
    public SecureString? SignatureSecret { get; internal set; }

    /// <summary>The region that the key lives in; null when it is not known here.</summary>
    public string? RegionId { get; internal set; }

    /// <summary>When the key was created, UTC; null when it is not known here.</summary>
    public DateTimeOffset? CreatedTime { get; internal set; }

    /// <summary>When the key was last changed, UTC; null when it is not known here.</summary>
    public DateTimeOffset? ModifiedTime { get; internal set; }

    /// <summary>The id, so that the object reads well in a string.</summary>
    public override string ToString() => SignatureId;
}

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

    /// <summary>
    /// How long ago the key was last changed; null when that is not known here. A change of the name counts as well: the service keeps
    /// one time for all changes.
    /// </summary>
    public TimeSpan? Age => ModifiedTime is { } modified
        ? TimeSpan.FromTicks(Math.Max(0, (DateTimeOffset.UtcNow - modified).Ticks))
        : null;

    /// <summary>
    /// How many APIs carry the key, each counted in each of its stages; only where it was asked for with -IncludeUsage, null otherwise.
    /// </summary>
    public int? BoundCount { get; internal set; }

    /// <summary>
    /// The pair that was in force before Set-AgSignature -Pair changed it: the way back is Set-AgSignature -Pair with it. Null where
    /// nothing was changed so, or where it could not be read beforehand.
    /// </summary>
    public AgSignaturePair? Previous { get; internal set; }

    /// <summary>The id, so that the object reads well in a string.</summary>
    public override string ToString() => SignatureId;
}

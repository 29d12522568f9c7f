namespace AliGatewaySignature.Batching;

/// <summary>What all ids of one call have in common.</summary>
internal readonly struct BatchKey : IEquatable<BatchKey>
{
    public BatchKey(string? signatureId, string groupId, string stageName)
    {
        SignatureId = signatureId;
        GroupId = groupId;
        StageName = stageName;
    }

    /// <summary>Null where the call is not about one key.</summary>
    public string? SignatureId { get; }

    public string GroupId { get; }

    public string StageName { get; }

    public bool Equals(BatchKey other) =>
        string.Equals(SignatureId, other.SignatureId, StringComparison.Ordinal)
        && string.Equals(GroupId, other.GroupId, StringComparison.Ordinal)
        && string.Equals(StageName, other.StageName, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is BatchKey other && Equals(other);

    public override int GetHashCode()
    {
        unchecked
        {
            var hash = StringComparer.Ordinal.GetHashCode(GroupId);
            hash = (hash * 397) ^ StringComparer.Ordinal.GetHashCode(StageName);
            return (hash * 397) ^ (SignatureId is null ? 0 : StringComparer.Ordinal.GetHashCode(SignatureId));
        }
    }
}

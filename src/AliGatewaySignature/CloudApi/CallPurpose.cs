namespace AliGatewaySignature.CloudApi;

/// <summary>What a call that carries ids is for.</summary>
/// <param name="About">A few words for -Verbose.</param>
/// <param name="IsPartOfBatch">Whether the ids are a part of a batch that was refused as a whole.</param>
internal sealed record CallPurpose(string About, bool IsPartOfBatch = false)
{
    /// <summary>The name of the key; null where it is not known.</summary>
    public string? SignatureName { get; init; }

    /// <summary>The name of the group; null where it is not known.</summary>
    public string? GroupName { get; init; }

    /// <summary>The key that is bound next to what the call unbinds; null where nothing is said of that.</summary>
    public string? DestinationSignatureId { get; init; }

    /// <summary>What an API carries before the call.</summary>
    public Func<string, ApiBefore> Before { get; init; } = static apiId => new ApiBefore(apiId, null, IsKnown: false, null);

    /// <summary>The APIs that a call without ids is about, as far as they were read.</summary>
    public IReadOnlyList<string> ReadIds { get; init; } = [];
}

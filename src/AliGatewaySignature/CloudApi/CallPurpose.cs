namespace AliGatewaySignature.CloudApi;

/// <summary>What a call that carries ids is for.</summary>
/// <param name="About">A few words for -Verbose.</param>
/// <param name="IsPartOfBatch">Whether the ids are a part of a batch that was refused as a whole.</param>
internal sealed record CallPurpose(string About, bool IsPartOfBatch = false);

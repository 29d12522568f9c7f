namespace AliGatewaySignature.Batching;

/// <summary>What all ids of one call have in common.</summary>
/// <param name="SignatureId">The key; null where the call is not about one key.</param>
/// <param name="GroupId">The group that the APIs belong to.</param>
/// <param name="StageName">RELEASE, PRE or TEST.</param>
internal readonly record struct BatchKey(string? SignatureId, string GroupId, string StageName);

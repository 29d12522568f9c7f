namespace AliGatewaySignature.Batching;

/// <summary>Ids that came together, with the names that came with them.</summary>
/// <param name="Key">What they are to be bound to, or unbound from.</param>
/// <param name="ApiIds">The ids.</param>
/// <param name="ApiNames">The names of the APIs, one for each id; null when none came.</param>
/// <param name="GroupName">The name of the group; null when none came.</param>
internal readonly record struct BatchInput(
    BatchKey Key, IReadOnlyList<string> ApiIds, IReadOnlyList<string?>? ApiNames = null, string? GroupName = null);

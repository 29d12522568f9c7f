namespace AliGatewaySignature.Batching;

/// <summary>The names that came with the ids of a batch, for whoever reads its questions and results.</summary>
/// <param name="GroupName">The name of the group; null when it is not known.</param>
/// <param name="ApiNames">From the id of an API to its name; null when no name came.</param>
internal sealed record BatchNames(string? GroupName, IReadOnlyDictionary<string, string>? ApiNames)
{
    public static BatchNames None { get; } = new(null, null);

    public string? ApiName(string apiId) => ApiNames is not null && ApiNames.TryGetValue(apiId, out var name) ? name : null;
}

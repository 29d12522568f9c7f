using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Batching;

/// <summary>The names that came with the ids of a batch, for whoever reads its questions and results.</summary>
/// <param name="GroupName">The name of the group; null when it is not known.</param>
/// <param name="ApiNames">From the id of an API to its name; null when no name came.</param>
internal sealed record BatchNames(string? GroupName, IReadOnlyDictionary<string, string>? ApiNames)
{
    public static BatchNames None { get; } = new(null, null);

    public string? ApiName(string apiId) =>
        ApiNames is not null && ApiNames.TryGetValue(apiId, out var name) && name.Length > 0 ? name : null;

    /// <summary>These names, and others where there is none.</summary>
    public BatchNames And(string? groupName, IReadOnlyDictionary<string, string> apiNames)
    {
        if (ApiNames is null || apiNames.Count == 0)
        {
            return new(GroupName ?? groupName, ApiNames ?? apiNames);
        }

        var all = apiNames.ToDictionary(one => one.Key, one => one.Value, Ids.Comparer);
        foreach (var one in ApiNames)
        {
            all[one.Key] = one.Value;
        }

        return new(GroupName ?? groupName, all);
    }
}

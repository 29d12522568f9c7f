namespace AliGatewaySignature.CloudApi;

/// <summary>Where a plug-in is bound: an API in a stage, or a whole group in a stage.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="StageName">The stage.</param>
/// <param name="ApiId">The API; null where the whole group is meant.</param>
internal sealed record PluginPlace(string GroupId, string StageName, string? ApiId)
{
    public string? GroupName { get; init; }

    public string? ApiName { get; init; }
}

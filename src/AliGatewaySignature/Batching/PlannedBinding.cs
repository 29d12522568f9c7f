namespace AliGatewaySignature.Batching;

/// <summary>One API in one stage, as a plan found it and as the plan wants it.</summary>
/// <param name="GroupId">The group of the API.</param>
/// <param name="StageName">RELEASE, PRE or TEST.</param>
/// <param name="ApiId">The API.</param>
/// <param name="From">The key that it must carry for the change to be made; null when it must carry none.</param>
/// <param name="To">The key that it shall carry; null when it shall carry none.</param>
internal sealed record PlannedBinding(string GroupId, string StageName, string ApiId, string? From, string? To)
{
    /// <summary>The name of the group; null when it is not known.</summary>
    public string? GroupName { get; init; }

    /// <summary>The name of the API; null when it is not known.</summary>
    public string? ApiName { get; init; }

    /// <summary>What the batch of the change has in common: the key that is bound, or the one that is unbound.</summary>
    public BatchKey Key => new(To ?? From, GroupId, StageName);
}

using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Batching.Moving;

/// <summary>Which of the APIs that carry the old key are moved.</summary>
/// <param name="GroupId">The group; null for every one.</param>
/// <param name="GroupName">The name of the group, where it was found by its name.</param>
/// <param name="StageNames">The stages; null for all.</param>
/// <param name="MaxCount">How many APIs at most.</param>
internal sealed record MoveScope(string? GroupId, string? GroupName, IReadOnlyList<string>? StageNames, int MaxCount)
{
    public bool Contains(string groupId, string stageName) =>
        (GroupId is null || Ids.Comparer.Equals(groupId, GroupId)) && StageNames?.Contains(stageName, Ids.Comparer) != false;
}

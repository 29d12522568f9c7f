using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>Which of the APIs that carry the old key are moved.</summary>
/// <param name="GroupId">The group; null for every one.</param>
/// <param name="GroupName">The name of the group, where it was found by its name.</param>
/// <param name="StageNames">The stages; null for all.</param>
/// <param name="MaxCount">How many APIs at most.</param>
internal sealed record MoveScope(string? GroupId, string? GroupName, IReadOnlyList<string>? StageNames, int MaxCount)
{
    public bool Contains(AgSignatureBinding binding) =>
        (GroupId is null || Ids.Comparer.Equals(binding.GroupId, GroupId))
        && StageNames?.Contains(binding.StageName, Ids.Comparer) != false;
}

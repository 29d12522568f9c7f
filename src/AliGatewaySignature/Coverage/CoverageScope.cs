using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Coverage;

/// <summary>What the coverage is asked about.</summary>
internal sealed class CoverageScope
{
    /// <summary>The groups; null for every group.</summary>
    public IReadOnlyCollection<string>? GroupIds { get; init; }

    /// <summary>The stages; null for every stage.</summary>
    public IReadOnlyList<string>? Stages { get; init; }

    /// <summary>From which age on a key is too old; null where none is.</summary>
    public TimeSpan? MaxKeyAge { get; init; }

    /// <summary>The region, for the rows.</summary>
    public string? RegionId { get; init; }

    /// <summary>The account, for the rows.</summary>
    public string? AccountId { get; init; }

    /// <summary>The stages by name, where the service does not tell those of an API.</summary>
    public IEnumerable<string> AskedStages => Stages ?? StageNames.All.Select(static stage => stage.Key);

    public bool Has(string groupId, string stage) =>
        (GroupIds is null || GroupIds.Contains(groupId, Ids.Comparer)) && HasStage(stage);

    /// <summary>Whether a stage is asked about. The APIs of the listing are those of the groups already.</summary>
    public bool HasStage(string stage) => Stages is null || Stages.Contains(stage, StringComparer.OrdinalIgnoreCase);
}

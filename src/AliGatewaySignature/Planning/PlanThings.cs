using AliGatewaySignature.Model;

namespace AliGatewaySignature.Planning;

/// <summary>A key, a group or an API, as far as a plan must know it. The same thing is the same object.</summary>
/// <param name="id">Its id.</param>
/// <param name="name">Its name; null when it is not known.</param>
internal class PlanThing(string id, string? name)
{
    public string Id => id;

    public string? Name { get; set; } = string.IsNullOrEmpty(name) ? null : name;
}

/// <summary>An API of a group.</summary>
/// <param name="id">Its id.</param>
/// <param name="name">Its name.</param>
/// <param name="stages">The stages that it is published to; empty where nobody says.</param>
internal sealed class PlanApi(string id, string? name, IReadOnlyList<string> stages) : PlanThing(id, name)
{
    public IReadOnlyList<string> Stages => stages;

    /// <summary>Whether it is in a stage, as far as the listing says.</summary>
    public bool IsPublishedTo(string stageName) => StageNames.MayBeIn(stages, stageName);
}

/// <summary>A group in a stage: what a binding is read by.</summary>
/// <param name="Group">The group.</param>
/// <param name="StageName">The stage.</param>
internal sealed record PlanPlace(PlanThing Group, string StageName)
{
    /// <summary>"orders in TEST", or with the id of a group that has no known name.</summary>
    public override string ToString() => $"{Group.Name ?? "group " + Group.Id} in {StageName}";
}

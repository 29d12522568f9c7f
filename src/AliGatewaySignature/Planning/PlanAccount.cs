using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Planning;

/// <summary>What there is in the account, as far as a plan names it.</summary>
/// <param name="keys">Every key.</param>
/// <param name="groups">Every group, or only those that the plan names by id.</param>
/// <param name="apis">From the id of a group that the plan names to its APIs; null where there is no such group.</param>
internal sealed class PlanAccount(
    Lookup<PlanThing> keys, Lookup<PlanThing> groups, IReadOnlyDictionary<string, Lookup<PlanApi>> apis)
{
    public Lookup<PlanThing> Keys => keys;

    public Lookup<PlanThing> Groups => groups;

    /// <summary>The APIs of a group that was found.</summary>
    public Lookup<PlanApi> ApisOf(PlanThing group) => apis[group.Id];
}

/// <summary>What APIs of the plan's groups carry in its stages.</summary>
/// <param name="readAt">When the reading began, on the clock of the client.</param>
internal sealed class PlanState(TimeSpan readAt)
{
    private readonly Dictionary<PlanPlace, Dictionary<string, (PlanThing Key, string? ApiName)>> _places = [];

    public TimeSpan ReadAt => readAt;

    /// <summary>Places whose bindings the service does not list, and why.</summary>
    public Dictionary<PlanPlace, AgException> Refused { get; } = [];

    /// <param name="place">The group and the stage.</param>
    /// <param name="carried">From the id of an API to its key; an API that carries none is not in it.</param>
    public void Add(PlanPlace place, Dictionary<string, (PlanThing Key, string? ApiName)> carried) => _places[place] = carried;

    /// <summary>The key that an API carries; null where it carries none.</summary>
    public PlanThing? KeyOf(PlanPlace place, string apiId) =>
        _places.TryGetValue(place, out var carried) && carried.TryGetValue(apiId, out var found) ? found.Key : null;

    /// <summary>All APIs of a place that carry a key.</summary>
    public IEnumerable<(string ApiId, string? ApiName, PlanThing Key)> Bindings(PlanPlace place) =>
        _places.TryGetValue(place, out var carried)
            ? carried.Select(static one => (one.Key, one.Value.ApiName, one.Value.Key))
            : [];

    /// <summary>An empty table of a place.</summary>
    public static Dictionary<string, (PlanThing Key, string? ApiName)> NewTable() => new(Ids.Comparer);
}

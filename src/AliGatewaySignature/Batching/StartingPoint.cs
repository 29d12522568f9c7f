using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Batching;

/// <summary>What an API must carry for a change to be made to it. What it carries is read before the change is sent.</summary>
internal sealed class StartingPoint
{
    private readonly Func<BatchKey, string, string?, bool> _allows;

    private StartingPoint(Func<BatchKey, string, string?, bool> allows, bool isPlanned = false) =>
        (_allows, IsPlanned) = (allows, isPlanned);

    /// <summary>An API that carries no key.</summary>
    public static StartingPoint Unsigned { get; } = new(static (_, _, carried) => carried is null);

    /// <summary>An API whatever it carries: another key loses its place.</summary>
    public static StartingPoint Any { get; } = new(static (_, _, _) => true);

    /// <summary>Whether each API has a starting point of its own, so that another state means that somebody has changed it since.</summary>
    public bool IsPlanned { get; }

    /// <summary>The starting point of each API of a plan. What the plan does not name is left alone.</summary>
    public static StartingPoint Of(IEnumerable<PlannedBinding> plan)
    {
        var from = new Dictionary<(string GroupId, string StageName, string ApiId), string?>(PlaceComparer.Instance);
        foreach (var one in plan)
        {
            from[(one.GroupId, one.StageName, one.ApiId)] = one.From;
        }

        return new StartingPoint(
            (key, apiId, carried) => from.TryGetValue((key.GroupId, key.StageName, apiId), out var expected)
                && Ids.Comparer.Equals(expected, carried),
            isPlanned: true);
    }

    /// <summary>Whether a change may be made to an API.</summary>
    /// <param name="key">The batch that it is in.</param>
    /// <param name="apiId">The API.</param>
    /// <param name="carried">The key that it carries; null when it carries none.</param>
    public bool Allows(BatchKey key, string apiId, string? carried) => _allows(key, apiId, carried);
}

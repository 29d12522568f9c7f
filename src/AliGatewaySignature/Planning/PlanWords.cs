using AliGatewaySignature.Batching;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Planning;

/// <summary>How questions call what a plan would do.</summary>
internal static class PlanWords
{
    private const int ShownParts = 10;

    /// <summary>"bind 40 APIs, replace the key of 5, unbind 3; 60 are as planned"; null where nothing differs.</summary>
    public static string? Totals(IReadOnlyCollection<PlanStep> steps)
    {
        var bind = steps.Count(AgDifferenceAction.Bind);
        var replace = steps.Count(AgDifferenceAction.Replace);
        var unbind = steps.Count(AgDifferenceAction.Unbind);
        string?[] words =
        [
            bind > 0 ? "bind " + IdList.Count(bind) : null,
            replace > 0 ? $"replace the key of {IdList.Count(replace)}" : null,
            unbind > 0 ? "unbind " + IdList.Count(unbind) : null,
        ];
        return bind + replace + unbind == 0 ? null : string.Join(", ", words.OfType<string>());
    }

    /// <summary>"; 60 are as planned already"; nothing where there are none.</summary>
    public static string Settled(IReadOnlyCollection<PlanStep> steps) => steps.Count(AgDifferenceAction.Keep) switch
    {
        0 => string.Empty,
        1 => "; 1 is as planned already",
        var many => $"; {many} are as planned already",
    };

    /// <summary>"bind orders_key (1f06a2b3…) to 40 APIs of orders in TEST", one for each key, group and stage.</summary>
    public static IReadOnlyList<string> Parts(IEnumerable<PlanStep> steps) =>
    [
        .. steps
            .Where(static step => !step.IsSettled)
            .GroupBy(static step => (step.Action, step.From, step.To, step.Place))
            .Select(static same => Part(same.Key.Action, same.Key.From, same.Key.To, same.Key.Place, [.. same])),
    ];

    /// <summary>The first ten parts, and how many more there are.</summary>
    public static string List(IReadOnlyList<string> parts) =>
        string.Join("; ", parts.Take(ShownParts)) + (parts.Count > ShownParts ? $"; and {parts.Count - ShownParts} more" : string.Empty);

    private static string Part(
        AgDifferenceAction action, PlanThing? from, PlanThing? to, PlanPlace place, IReadOnlyList<PlanStep> steps)
    {
        var apis = steps.Count == 1 ? steps[0].Api.Name ?? "the API " + steps[0].Api.Id : IdList.Count(steps.Count);
        return action switch
        {
            AgDifferenceAction.Bind => $"bind {Key(to!)} to {apis} of {place}",
            AgDifferenceAction.Replace => $"put {Key(to!)} in the place of {Key(from!)} at {apis} of {place}",
            _ => $"unbind {Key(from!)} from {apis} of {place}",
        };
    }

    private static string Key(PlanThing key) => BatchWords.Key(key.Name, key.Id);
}

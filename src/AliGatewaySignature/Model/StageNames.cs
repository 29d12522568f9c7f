namespace AliGatewaySignature.Model;

/// <summary>The stages that the service has; others are let through, since only the service knows its future.</summary>
internal static class StageNames
{
    public static IReadOnlyList<KeyValuePair<string, string>> All { get; } =
    [
        new("RELEASE", "production"),
        new("PRE", "staging"),
        new("TEST", "test"),
    ];

    /// <summary>The names, for a sentence.</summary>
    public const string List = "RELEASE, PRE and TEST";

    /// <summary>The place of a stage among the others; one that is not known comes last.</summary>
    public static int OrderOf(string name)
    {
        var order = 0;
        while (order < All.Count && !string.Equals(All[order].Key, name, StringComparison.OrdinalIgnoreCase))
        {
            order++;
        }

        return order;
    }

    /// <summary>Whether the service documents such a stage.</summary>
    public static bool IsKnown(string name) => All.Any(stage => string.Equals(stage.Key, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an API may be in a stage: where the listing names no stage at all, nothing is known.</summary>
    /// <param name="deployed">The stages that the listing names.</param>
    /// <param name="name">The stage.</param>
    public static bool MayBeIn(IReadOnlyList<string> deployed, string name) =>
        deployed.Count == 0 || deployed.Contains(name, StringComparer.OrdinalIgnoreCase);
}

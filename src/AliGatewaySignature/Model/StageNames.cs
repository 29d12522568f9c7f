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

    /// <summary>Whether the service documents such a stage.</summary>
    public static bool IsKnown(string name) => All.Any(stage => string.Equals(stage.Key, name, StringComparison.OrdinalIgnoreCase));
}

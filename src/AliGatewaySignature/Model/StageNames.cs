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
}

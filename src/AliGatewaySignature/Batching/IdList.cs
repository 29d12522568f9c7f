namespace AliGatewaySignature.Batching;

/// <summary>Puts a list of ids into a question without making a wall of it.</summary>
internal static class IdList
{
    private const int Shown = 10;

    /// <summary>The first ten, and how many more there are.</summary>
    public static string Shorten(IReadOnlyList<string> ids) =>
        string.Join(", ", ids.Take(Shown)) + (ids.Count > Shown ? $" (and {ids.Count - Shown} more)" : string.Empty);

    /// <summary>"1 API", "2 APIs".</summary>
    public static string Count(int count) => count == 1 ? "1 API" : count + " APIs";
}

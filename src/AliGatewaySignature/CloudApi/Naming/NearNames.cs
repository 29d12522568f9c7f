namespace AliGatewaySignature.CloudApi.Naming;

/// <summary>The names that may have been meant by one that nothing has.</summary>
internal static class NearNames
{
    /// <summary>How many names are shown.</summary>
    public const int Most = 5;

    /// <summary>" There is: orders." or nothing where no name is near.</summary>
    /// <param name="names">The names that there are.</param>
    /// <param name="name">The one that was given.</param>
    public static string Hint(IEnumerable<string?> names, string name)
    {
        var near = names
            .Where(one => one is not null && IsNear(one, name))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(Most)
            .ToList();
        return near.Count == 0 ? string.Empty : $" There {(near.Count == 1 ? "is" : "are")}: {string.Join(", ", near)}.";
    }

    private static bool IsNear(string one, string other) =>
        one.StartsWith(other, StringComparison.OrdinalIgnoreCase)
        || other.StartsWith(one, StringComparison.OrdinalIgnoreCase)
        || one.IndexOf(other, StringComparison.OrdinalIgnoreCase) >= 0
        || TextDistance.Measure(one.ToUpperInvariant(), other.ToUpperInvariant()) <= Math.Max(1, other.Length / 4);
}

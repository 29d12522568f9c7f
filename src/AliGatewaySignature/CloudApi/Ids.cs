namespace AliGatewaySignature.CloudApi;

/// <summary>How ids of the service compare. They are hexadecimal: the same id may come back in other letters' case.</summary>
internal static class Ids
{
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>Whether an item has the id that was asked for. Where none was asked for, or none came back, it does.</summary>
    public static bool IsSame(string? asked, string? found) =>
        string.IsNullOrEmpty(asked) || string.IsNullOrEmpty(found) || Comparer.Equals(asked, found);
}

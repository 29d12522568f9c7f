namespace AliGatewaySignature.CloudApi.Naming;

/// <summary>
/// What ids look like in every example of the service: 32 hexadecimal digits. No page promises it, so that nothing is refused for its
/// shape; but whoever gave a name in place of an id is told so.
/// </summary>
internal static class IdShape
{
    private const int Digits = 32;

    /// <summary>"It does not look like an id: give a name as -GroupName."; nothing where it does look like one.</summary>
    /// <param name="id">What was given as an id, and is not there.</param>
    /// <param name="parameter">The parameter that takes an id.</param>
    public static string Hint(string id, string parameter) => IsUsual(id) ? string.Empty : parameter == "ApiId"
        ? " It does not look like an id: Get-AgApi -ApiName finds the id of a name."
        : $" It does not look like an id: give a name as -{parameter.Replace("Id", "Name")}.";

    private static bool IsUsual(string id)
    {
        var bare = id.Replace("-", string.Empty);
        return bare.Length == Digits && bare.All(static letter => Uri.IsHexDigit(letter));
    }
}

using System.Globalization;
using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Parameters;

/// <summary>Says what is wrong with a value, and which value it is.</summary>
internal static class InputRules
{
    private const int MostShown = 60;

    /// <summary>What is wrong with an id; null when it can be sent.</summary>
    /// <param name="name">The parameter or column.</param>
    /// <param name="value">Its value.</param>
    public static string? Check(string name, string? value) =>
        string.IsNullOrWhiteSpace(value) ? name + " is empty."
        : Cell.Problem(value) is { } marked ? $"{name} {marked}"
        : IdRules.Check(value!) is { } problem ? $"{name} is '{Visible(value!)}'. {problem}"
        : null;

    /// <summary>A value in which everything can be seen: a tab, a line break, or a letter of another alphabet that looks alike.</summary>
    public static string Visible(string value)
    {
        var shown = value.Length > MostShown ? value.Substring(0, MostShown) : value;
        return string.Concat(shown.Select(c => c is >= ' ' and < (char)0x7F
            ? c.ToString()
            : string.Format(CultureInfo.InvariantCulture, "\\u{0:x4}", (int)c))) + (value.Length > MostShown ? "…" : string.Empty);
    }
}

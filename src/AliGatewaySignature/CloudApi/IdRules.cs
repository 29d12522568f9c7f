using System.Globalization;

namespace AliGatewaySignature.CloudApi;

/// <summary>
/// What an id of a key, group or API may look like. The service joins ids with commas, so that a comma inside one would
/// silently name another; beyond that their form is the service's own affair.
/// </summary>
internal static class IdRules
{
    /// <summary>The service's ids have 32 characters; this leaves room for other forms and keeps a call of 100 ids short.</summary>
    public const int MaxLength = 128;

    private const int MostShown = 60;

    /// <summary>Null, or a sentence that says what is wrong.</summary>
    public static string? Check(string id)
    {
        if (id.Length == 0)
        {
            return "An id must not be empty.";
        }

        if (id.Length > MaxLength)
        {
            return $"An id has at most {MaxLength} characters; this one has {id.Length}.";
        }

        foreach (var c in id)
        {
            // Letters, digits and most signs pass at once; what is left is looked at.
            if (c is <= ' ' or ',' or >= (char)0x7F)
            {
                return Reason(c);
            }
        }

        return null;
    }

    /// <summary>A value in which everything can be seen: a tab, a line break, or a letter of another alphabet that looks alike.</summary>
    public static string Visible(string value)
    {
        var shown = value.Length > MostShown ? value.Substring(0, MostShown) : value;
        return string.Concat(shown.Select(c => c is >= ' ' and < (char)0x7F
            ? c.ToString()
            : string.Format(CultureInfo.InvariantCulture, "\\u{0:x4}", (int)c))) + (value.Length > MostShown ? "…" : string.Empty);
    }

    private static string Reason(char c) =>
        c == ',' ? "An id must be a single one: give several as an array, not separated by commas inside one string."
        : char.IsWhiteSpace(c) || char.IsControl(c) ? "An id has no white space and no control characters."
        : "An id consists of ASCII characters.";
}

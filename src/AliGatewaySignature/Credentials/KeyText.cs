using System.Globalization;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials;

/// <summary>
/// The text of a key or a token, wherever it came from: without blanks at its ends, and of visible ASCII characters alone. Others
/// cannot stand in a header. A line break in one would begin a header of its own.
/// </summary>
internal static class KeyText
{
    /// <param name="text">As a file, a variable, a parameter or a reply gives it.</param>
    /// <param name="what">What it is, for the message: the text itself is never shown.</param>
    /// <param name="origin">Where it comes from, for the message.</param>
    public static string Clean(string text, string what, string origin)
    {
        var clean = text.Trim();
        return WhyNot(clean) is { } why
            ? throw new AgException(Faults.KeyMalformed, $"{origin}: {what} {why}.")
            : clean;
    }

    /// <summary>Why a text cannot be a key or a token; null when it can. Says where, and not what stands there.</summary>
    public static string? WhyNot(string text)
    {
        if (text.Length == 0)
        {
            return "is empty";
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is <= ' ' or > '~')
            {
                return string.Format(
                    CultureInfo.InvariantCulture, "has {0} at position {1} of {2}", Name(text[i]), i + 1, text.Length);
            }
        }

        return null;
    }

    private static string Name(char c) => c switch
    {
        '\r' or '\n' => "a line break",
        ' ' or '\t' => "a blank",
        _ when char.IsControl(c) => "a control character",
        _ => "a character that is not of ASCII",
    };
}

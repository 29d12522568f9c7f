using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AliGatewaySignature.Errors;

/// <summary>
/// Makes safe for a terminal and for the log of a pipeline what the service, a proxy, a server of keys, .NET or a file said: whoever
/// wrote it must not move the cursor, hide a line, command the runner, or have a password shown.
/// </summary>
internal static class ForeignText
{
    /// <summary>The most characters of one text that a person is shown.</summary>
    public const int Longest = 4000;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    // With a scheme a name alone is hidden too, for it may be a token; without one it takes a colon, for an e-mail address has none.
    private static readonly Regex UserInfo = new(
        @"(?<=://)[^\s/?#]*@|(?<![^\s'""(=,;])[^\s/@:'""(=,;]+:[^\s/@]+@(?=[a-z0-9\[])", Options, Limit);

    // What GitHub Actions and Azure Pipelines take for a command where a line begins with it; a terminal may break a line anywhere.
    private static readonly Regex Command = new(@"(?<!\S):(?=:[a-z])|##(?=\[|vso\[)", Options, Limit);

    /// <summary>One line without signs that nobody sees, and no longer than anybody reads. Clean text comes back as it is.</summary>
    public static string Clean(string text, int longest = Longest)
    {
        var cut = text.Length > longest ? text.Substring(0, longest) + "…" : text;
        try
        {
            cut = Command.Replace(UserInfo.Replace(cut, "***@"), "$0 ");
        }
        catch (RegexMatchTimeoutException)
        {
            return "(a text that cannot be shown)";
        }

        return IsVisible(cut) ? cut : MakeVisible(cut);
    }

    /// <summary>Whether a text has nothing in it that nobody sees.</summary>
    public static bool IsVisible(string text)
    {
        foreach (var c in text)
        {
            if (!IsVisible(c))
            {
                return false;
            }
        }

        return true;
    }

    // Besides controls: what turns the direction of a line, breaks it, or has no width.
    private static bool IsVisible(char c) =>
        c is >= ' ' and < '\u007f'
        || c is > '\u009f' and not ('\u00ad' or '\u061c' or (>= '\u200b' and <= '\u200f') or (>= '\u2028' and <= '\u202e')
            or (>= '\u2060' and <= '\u206f') or '\ufeff' or (>= '\ufff9' and <= '\ufffb'));

    private static string MakeVisible(string text)
    {
        var shown = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\n' => shown.Append(@"\n"),
                '\r' => shown.Append(@"\r"),
                '\t' => shown.Append(@"\t"),
                _ when IsVisible(c) => shown.Append(c),
                _ => shown.Append(@"\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
            };
        }

        return shown.ToString();
    }
}

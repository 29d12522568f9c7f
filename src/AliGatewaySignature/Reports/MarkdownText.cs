using System.Globalization;
using System.Text;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Reports;

/// <summary>Names of others in Markdown: nothing in them makes markup, HTML, a link, a mention or another cell.</summary>
internal static class MarkdownText
{
    /// <summary>
    /// As code, in which no host looks for mentions and numbers of issues. The element and not backticks, since only in the element the
    /// references of <see cref="Plain"/> are read.
    /// </summary>
    public static string Code(string text) => text.Length == 0 ? string.Empty : "<code>" + Plain(text) + "</code>";

    /// <summary>Every sign that is neither a letter nor a digit as a character reference, which can never be markup.</summary>
    public static string Plain(string text)
    {
        var clean = ForeignText.Clean(text);
        var plain = new StringBuilder(clean.Length + 16);
        for (var i = 0; i < clean.Length; i++)
        {
            if (i + 1 < clean.Length && char.IsSurrogatePair(clean[i], clean[i + 1]))
            {
                plain.Append(clean[i]).Append(clean[++i]);
            }
            else if (char.IsLetterOrDigit(clean[i]) || clean[i] == ' ')
            {
                plain.Append(clean[i]);
            }
            else
            {
                plain.Append("&#").Append(((int)clean[i]).ToString(CultureInfo.InvariantCulture)).Append(';');
            }
        }

        return plain.ToString();
    }
}

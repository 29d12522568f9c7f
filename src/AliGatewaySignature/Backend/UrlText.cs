using System.Text;
using System.Text.RegularExpressions;

namespace AliGatewaySignature.Backend;

/// <summary>Decodes what is encoded in an address or a form.</summary>
internal static class UrlText
{
    private static readonly Regex Slashes = new("%(2[Ff]|5[Cc])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The fields of a query or a form, decoded. A field without an equals sign has the value null.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Fields(string text)
    {
        foreach (var field in text.Split('&').Where(static field => field.Length > 0))
        {
            var equals = field.IndexOf('=');
            yield return equals < 0
                ? new(Decode(field, plusIsSpace: true), null)
                : new(Decode(field.Substring(0, equals), plusIsSpace: true), Decode(field.Substring(equals + 1), plusIsSpace: true));
        }
    }

    /// <summary>Decodes percent signs as UTF-8. What is no valid encoding stays as it is.</summary>
    public static string Decode(string text, bool plusIsSpace)
    {
        if (text.IndexOfAny(['%', '+']) < 0)
        {
            return text;
        }

        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && Uri.IsHexDigit(text[i + 1]) && Uri.IsHexDigit(text[i + 2]))
            {
                bytes.Add((byte)((Uri.FromHex(text[i + 1]) * 16) + Uri.FromHex(text[i + 2])));
                i += 2;
            }
            else if (text[i] == '+' && plusIsSpace)
            {
                bytes.Add((byte)' ');
            }
            else
            {
                var length = char.IsSurrogatePair(text, i) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>Decodes a path but for its encoded slashes.</summary>
    public static string DecodeButSlashes(string path) =>
        Decode(Slashes.Replace(path, static match => "%25" + match.Groups[1].Value), plusIsSpace: false);
}

using System.Globalization;
using System.Net;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;

namespace AliGatewaySignature.Errors;

/// <summary>
/// Hides secrets in a text, in every form that one comes back in: as it is, in the string that was signed, in an address, in a form,
/// in JSON or XML, in Base64 as a part of anything. Holds plain text: make it when there is something to hide, and let it go.
/// </summary>
internal sealed class SecretForms
{
    public static readonly SecretForms None = new([]);

    private const string Hidden = "***";
    private const int ShortestForm = 4;
    private const int ShortestBase64 = 8;
    private static readonly Regex Escape = new("%[0-9A-F]{2}", RegexOptions.CultureInvariant);

    private readonly IReadOnlyList<string> _forms;

    public SecretForms(IEnumerable<string> secrets) =>
        _forms = [.. secrets
            .Where(static secret => secret.Length > 0)
            .SelectMany(static secret => Forms(secret).Where(form => form.Length >= ShortestForm).Append(secret))
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(static form => form.Length)];

    public string Mask(string text)
    {
        foreach (var form in _forms)
        {
            text = text.Replace(form, Hidden);
        }

        return text;
    }

    private static IEnumerable<string> Forms(string secret)
    {
        foreach (var encoded in Percent(secret))
        {
            yield return encoded;
            yield return Escape.Replace(encoded, static found => found.Value.ToLowerInvariant());

            // Once more: an address that names an address.
            yield return Uri.EscapeDataString(encoded);
        }

        foreach (var json in new[]
        {
            Json(secret, "x4", quotes: false), Json(secret, "x4", quotes: true), Json(secret, "X4", quotes: true),
        })
        {
            yield return json;
            yield return json.Replace("/", @"\/");
        }

        yield return Json(secret, null, quotes: false);
        yield return Json(secret, null, quotes: false).Replace("/", @"\/");
        yield return secret.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
        yield return SecurityElement.Escape(secret);
        yield return WebUtility.HtmlEncode(secret);
        foreach (var base64 in Base64(Encoding.UTF8.GetBytes(secret)))
        {
            yield return base64;
            yield return base64.Replace('+', '-').Replace('/', '_');
            yield return Uri.EscapeDataString(base64);
        }
    }

    /// <summary>As addresses and forms have it, and the string that is signed. Who encodes differs in a few signs.</summary>
    private static IEnumerable<string> Percent(string secret)
    {
        yield return Uri.EscapeDataString(secret);
        yield return WebUtility.UrlEncode(secret);

        // Java, which the service is written in, leaves only letters, digits and .-*_ as they are.
        var java = WebUtility.UrlEncode(secret).Replace("!", "%21").Replace("(", "%28").Replace(")", "%29");
        foreach (var space in new[] { "+", "%20" })
        {
            foreach (var star in new[] { "*", "%2A" })
            {
                foreach (var tilde in new[] { "%7E", "~" })
                {
                    yield return java.Replace("+", space).Replace("*", star).Replace("%7E", tilde);
                }
            }
        }
    }

    /// <summary>As a text in JSON.</summary>
    /// <param name="secret">The text.</param>
    /// <param name="hex">How signs beyond ASCII, and those of HTML, are written; null leaves them as they are.</param>
    /// <param name="quotes">Whether a quotation mark is written so too.</param>
    private static string Json(string secret, string? hex, bool quotes)
    {
        var text = new StringBuilder();
        foreach (var c in secret)
        {
            _ = hex is not null && (c > '~' || c is '&' or '<' or '>' or '\'' or '+' || (quotes && c == '"'))
                    ? text.Append(@"\u").Append(((int)c).ToString(hex, CultureInfo.InvariantCulture))
                : c is '"' or '\\' ? text.Append('\\').Append(c)
                : text.Append(c);
        }

        return text.ToString();
    }

    /// <summary>The characters of Base64 that the secret alone decides, wherever it stands in what was encoded.</summary>
    private static IEnumerable<string> Base64(byte[] secret)
    {
        for (var before = 0; before < 3; before++)
        {
            var encoded = Convert.ToBase64String([.. new byte[before], .. secret]);
            var start = ((before * 8) + 5) / 6;
            var end = (before + secret.Length) * 8 / 6;
            if (end - start >= ShortestBase64)
            {
                yield return encoded.Substring(start, end - start);
            }
        }
    }
}

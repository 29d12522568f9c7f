using System.Text;

namespace AliGatewaySignature.Sandbox.Wire;

/// <summary>Reads and orders name=value fields, as they stand in a query or a form.</summary>
internal static class Fields
{
    /// <summary>Cuts at &amp; and =, and unescapes both sides. Empty pieces are left out.</summary>
    public static List<KeyValuePair<string, string>> Parse(string text)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var piece in text.Split('&'))
        {
            if (piece.Length == 0)
            {
                continue;
            }

            var equals = piece.IndexOf('=');
            var name = equals < 0 ? piece : piece.Substring(0, equals);
            var value = equals < 0 ? string.Empty : piece.Substring(equals + 1);
            fields.Add(new(PercentCoding.Decode(name), PercentCoding.Decode(value)));
        }

        return fields;
    }

    /// <summary>The canonical form that both signing methods start from: escaped and in ordinal order of the names.</summary>
    public static string Canonical(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var sorted = new List<KeyValuePair<string, string>>(fields);
        sorted.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));

        var text = new StringBuilder();
        foreach (var field in sorted)
        {
            if (text.Length > 0)
            {
                text.Append('&');
            }

            text.Append(PercentCoding.Encode(field.Key)).Append('=').Append(PercentCoding.Encode(field.Value));
        }

        return text.ToString();
    }
}

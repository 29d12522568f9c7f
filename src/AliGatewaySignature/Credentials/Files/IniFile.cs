namespace AliGatewaySignature.Credentials.Files;

/// <summary>
/// Sections of names and values. Comments begin with ; or #, on a line of their own or after a blank; names compare
/// without case; quotation marks around a value do not belong to it.
/// </summary>
internal static class IniFile
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Parse(string text)
    {
        var sections = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        Dictionary<string, string>? section = null;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim().TrimStart('\uFEFF');
            if (line.Length == 0 || line[0] is ';' or '#')
            {
                continue;
            }

            var end = line[0] == '[' ? line.IndexOf(']') : -1;
            if (end > 0)
            {
                var name = line.Substring(1, end - 1).Trim();
                section = sections.TryGetValue(name, out var known)
                    ? (Dictionary<string, string>)known
                    : new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                sections[name] = section;
                continue;
            }

            var equals = line.IndexOf('=');
            if (section is not null && equals > 0)
            {
                section[line.Substring(0, equals).Trim()] = Value(line.Substring(equals + 1).Trim());
            }
        }

        return sections;
    }

    private static string Value(string text)
    {
        if (text.Length >= 2 && text[0] is '"' or '\'')
        {
            var end = text.IndexOf(text[0], 1);
            if (end > 0)
            {
                return text.Substring(1, end - 1);
            }
        }

        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] is ';' or '#' && char.IsWhiteSpace(text[i - 1]))
            {
                return text.Substring(0, i).TrimEnd();
            }
        }

        return text;
    }
}

using System.Text;

namespace AliGatewaySignature.Credentials.Keys;

/// <summary>
/// Cuts a command into words, with single and double quotation marks. A backslash protects the next character, except on
/// Windows, where it belongs to paths and protects only a double quotation mark inside double ones.
/// </summary>
internal static class CommandLine
{
    /// <returns>Null when there is no program, or when a quotation mark has no partner.</returns>
    public static IReadOnlyList<string>? Split(string command, bool windows)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var begun = false;
        var quote = '\0';
        for (var i = 0; i < command.Length; i++)
        {
            var c = command[i];
            var next = i + 1 < command.Length ? command[i + 1] : '\0';
            if (c == '\\' && Protects(quote, next, windows))
            {
                i++;
                begun = true;
                if (next != '\n')
                {
                    word.Append(next);
                }
            }
            else if (quote != '\0' ? c == quote : c is '\'' or '"')
            {
                quote = quote == '\0' ? c : '\0';
                begun = true;
            }
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (begun)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    begun = false;
                }
            }
            else
            {
                word.Append(c);
                begun = true;
            }
        }

        if (begun)
        {
            words.Add(word.ToString());
        }

        return quote != '\0' || words.Count == 0 || words[0].Length == 0 ? null : words;
    }

    private static bool Protects(char quote, char next, bool windows) => quote switch
    {
        '\'' => false,
        '"' => next == '"' || (!windows && next is '\\' or '$' or '`' or '\n'),
        _ => !windows && next != '\0',
    };
}

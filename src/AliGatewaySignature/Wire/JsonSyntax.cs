namespace AliGatewaySignature.Wire;

/// <summary>
/// Whether a text is one whole JSON object. The platform's reader is content with less: it closes what a cut-off text
/// left open, so that half an answer would read as a whole one.
/// </summary>
internal static class JsonSyntax
{
    public static bool IsObject(string text)
    {
        var at = SkipSpace(text, 0);
        if (at >= text.Length || text[at] != '{')
        {
            return false;
        }

        var open = new Stack<char>();
        var expectsValue = true;
        while (at < text.Length)
        {
            var c = text[at];
            if (expectsValue)
            {
                switch (c)
                {
                    case '{':
                        open.Push('}');
                        at = SkipSpace(text, at + 1);
                        if (Next(text, at) != '}')
                        {
                            at = Name(text, at);
                            break;
                        }

                        expectsValue = false;
                        break;
                    case '[':
                        open.Push(']');
                        at = SkipSpace(text, at + 1);
                        expectsValue = Next(text, at) != ']';
                        break;
                    default:
                        at = Scalar(text, at);
                        expectsValue = false;
                        break;
                }
            }
            else if (open.Count > 0 && c == open.Peek())
            {
                open.Pop();
                at++;
            }
            else if (open.Count > 0 && c == ',')
            {
                at = SkipSpace(text, at + 1);
                at = open.Peek() == '}' ? Name(text, at) : at;
                expectsValue = true;
            }
            else
            {
                return false;
            }

            if (at < 0)
            {
                return false;
            }

            at = SkipSpace(text, at);
        }

        return open.Count == 0 && !expectsValue;
    }

    private static char Next(string text, int at) => at < text.Length ? text[at] : '\0';

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n')
        {
            at++;
        }

        return at;
    }

    /// <summary>Past a member's name and its colon; -1 when there is none.</summary>
    private static int Name(string text, int at)
    {
        at = Next(text, at) == '"' ? Text(text, at) : -1;
        at = at < 0 ? -1 : SkipSpace(text, at);
        return at >= 0 && Next(text, at) == ':' ? at + 1 : -1;
    }

    private static int Scalar(string text, int at) => text[at] switch
    {
        '"' => Text(text, at),
        't' => Word(text, at, "true"),
        'f' => Word(text, at, "false"),
        'n' => Word(text, at, "null"),
        _ => Number(text, at),
    };

    private static int Word(string text, int at, string word) =>
        string.CompareOrdinal(text, at, word, 0, word.Length) == 0 ? at + word.Length : -1;

    /// <summary>Past the closing quotation mark; what stands between them is the reader's business.</summary>
    private static int Text(string text, int at)
    {
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                return at + 1;
            }

            if (text[at] == '\\')
            {
                at++;
            }
        }

        return -1;
    }

    private static int Number(string text, int at)
    {
        at += Next(text, at) == '-' ? 1 : 0;
        var whole = Digits(text, at);
        if (whole == at || (text[at] == '0' && whole > at + 1))
        {
            return -1;
        }

        at = whole;
        if (Next(text, at) == '.')
        {
            var fraction = Digits(text, at + 1);
            if (fraction == at + 1)
            {
                return -1;
            }

            at = fraction;
        }

        if (Next(text, at) is not ('e' or 'E'))
        {
            return at;
        }

        at += Next(text, at + 1) is '+' or '-' ? 2 : 1;
        var exponent = Digits(text, at);
        return exponent == at ? -1 : exponent;
    }

    private static int Digits(string text, int at)
    {
        while (at < text.Length && text[at] is >= '0' and <= '9')
        {
            at++;
        }

        return at;
    }
}

using System.Globalization;
using System.Text;

namespace AliGatewaySignature.Wire;

/// <summary>
/// Reads a text that is one whole JSON object, in one pass. What a hostile text can cost is bounded by its length, its depth and the
/// number of its values. A text, number or boolean is its text; a list is a list of values; null is null.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="mostValues">The most values that it may have.</param>
internal sealed class JsonReader(string text, int mostValues = JsonReader.MaxValues)
{
    private const int MaxDepth = 64;

    /// <summary>The most values of one text. The largest page of a listing has a few thousand.</summary>
    private const int MaxValues = 1_000_000;

    private static readonly char[] EndsPlainText = ['"', '\\'];

    // A listing repeats the same few names.
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private int _at;
    private int _values;

    /// <summary>How far it came: after a failure, where the text stops being JSON.</summary>
    public int Position => Math.Min(_at, text.Length);

    /// <exception cref="FormatException">The text is anything else than one object.</exception>
    public JsonReply ReadWhole()
    {
        var whole = Peek() == '{' ? ReadObject(1) : throw NoJson();
        return Peek() == '\0' && _at == text.Length ? whole : throw NoJson();
    }

    private object? ReadValue(int depth)
    {
        if (depth > MaxDepth || ++_values > mostValues)
        {
            throw NoJson();
        }

        return Peek() switch
        {
            '"' => ReadText(),
            '{' => ReadObject(depth),
            '[' => ReadList(depth),
            't' => ReadWord("true"),
            'f' => ReadWord("false"),
            'n' => ReadWord("null"),
            _ => ReadNumber(),
        };
    }

    private JsonReply ReadObject(int depth)
    {
        var start = _at++;
        if (Peek() == '}')
        {
            _at++;
            return new JsonReply([]) { At = start };
        }

        var members = new List<KeyValuePair<string, object?>>();
        do
        {
            var name = Peek() == '"' ? ReadText() : throw NoJson();
            if (!_names.TryGetValue(name, out var known))
            {
                known = _names[name] = name;
            }

            if (Peek() != ':')
            {
                throw NoJson();
            }

            _at++;
            members.Add(new(known, ReadValue(depth + 1)));
        }
        while (GoesOn('}'));

        return new JsonReply(members) { At = start };
    }

    private List<object?> ReadList(int depth)
    {
        _at++;
        var items = new List<object?>();
        if (Peek() == ']')
        {
            _at++;
            return items;
        }

        do
        {
            items.Add(ReadValue(depth + 1));
        }
        while (GoesOn(']'));

        return items;
    }

    /// <summary>Past a comma, or past the end of what is open.</summary>
    private bool GoesOn(char end)
    {
        var next = Peek();
        _at++;
        return next == ',' || (next == end ? false : throw NoJson());
    }

    private string ReadText()
    {
        var start = ++_at;
        var end = text.IndexOfAny(EndsPlainText, start);
        if (end >= 0 && text[end] == '"')
        {
            _at = end + 1;
            return text.Substring(start, end - start);
        }

        var plain = new StringBuilder();
        while (end >= 0 && text[end] == '\\')
        {
            plain.Append(text, start, end - start);
            _at = end + 1;
            plain.Append(ReadEscape());
            start = _at;
            end = start <= text.Length ? text.IndexOfAny(EndsPlainText, start) : -1;
        }

        if (end < 0)
        {
            throw NoJson();
        }

        _at = end + 1;
        var read = plain.Append(text, start, end - start).ToString();
        return IsUnicode(read) ? read : throw NoJson();
    }

    private char ReadEscape()
    {
        var mark = _at < text.Length ? text[_at++] : throw NoJson();
        switch (mark)
        {
            case '"' or '\\' or '/':
                return mark;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _at + 4 <= text.Length && ushort.TryParse(
                text.Substring(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            default:
                throw NoJson();
        }
    }

    /// <summary>Whether every surrogate has its other half: escapes may name one alone.</summary>
    private static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private string? ReadWord(string word)
    {
        if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0)
        {
            throw NoJson();
        }

        _at += word.Length;
        return word == "null" ? null : word;
    }

    private string ReadNumber()
    {
        var start = _at;
        _at += At('-') ? 1 : 0;
        var whole = _at;
        SkipDigits();
        if (text[whole] == '0' && _at > whole + 1)
        {
            throw NoJson();
        }

        if (At('.'))
        {
            _at++;
            SkipDigits();
        }

        if (At('e') || At('E'))
        {
            _at++;
            _at += At('+') || At('-') ? 1 : 0;
            SkipDigits();
        }

        return text.Substring(start, _at - start);
    }

    private void SkipDigits()
    {
        var start = _at;
        while (_at < text.Length && text[_at] is >= '0' and <= '9')
        {
            _at++;
        }

        if (_at == start)
        {
            throw NoJson();
        }
    }

    private bool At(char c) => _at < text.Length && text[_at] == c;

    /// <summary>The next character that is not space; '\0' at the end.</summary>
    private char Peek()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }

        return _at < text.Length ? text[_at] : '\0';
    }

    private static FormatException NoJson() => new("The text is not one JSON object.");
}

using System.Globalization;

namespace AliGatewaySignature.Wire;

/// <summary>
/// Writes JSON from front to back. What could end a script element, and every sign that nobody sees, is written as \u: the text can stand
/// in a page and be shown in a terminal, and reads back to the very same values.
/// </summary>
/// <param name="to">Where to.</param>
/// <param name="isIndented">Whether each element has a line of its own.</param>
internal sealed class JsonWriter(TextWriter to, bool isIndented)
{
    private readonly Stack<char> _open = new();
    private bool _isFirst = true;

    public JsonWriter OpenObject(string? name = null) => Open(name, '{', '}');

    public JsonWriter OpenList(string? name = null) => Open(name, '[', ']');

    /// <summary>Closes what was opened last.</summary>
    public JsonWriter Close()
    {
        var closing = _open.Pop();
        if (!_isFirst)
        {
            Break();
        }

        to.Write(closing);
        _isFirst = false;
        return this;
    }

    public JsonWriter Property(string name, object? value)
    {
        Name(name);
        Value(value);
        return this;
    }

    public JsonWriter Element(object? value)
    {
        Separate();
        Value(value);
        return this;
    }

    private JsonWriter Open(string? name, char opening, char closing)
    {
        if (name is not null)
        {
            Name(name);
        }
        else if (_open.Count > 0)
        {
            Separate();
        }

        to.Write(opening);
        _open.Push(closing);
        _isFirst = true;
        return this;
    }

    private void Name(string name)
    {
        Separate();
        Quote(name);
        to.Write(isIndented ? ": " : ":");
    }

    private void Separate()
    {
        if (!_isFirst)
        {
            to.Write(',');
        }

        _isFirst = false;
        Break();
    }

    private void Break()
    {
        if (isIndented)
        {
            to.Write('\n');
            to.Write(new string(' ', 2 * _open.Count));
        }
    }

    private void Value(object? value)
    {
        switch (value)
        {
            case null:
                to.Write("null");
                break;
            case bool truth:
                to.Write(truth ? "true" : "false");
                break;
            case int or long or double:
                to.Write(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            default:
                Quote(value.ToString());
                break;
        }
    }

    private void Quote(string text)
    {
        to.Write('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isPair = i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]);
            if (char.IsSurrogate(c) && !isPair)
            {
                // Half of a pair is no text: strict readers refuse it however it is written.
                to.Write('\ufffd');
                continue;
            }

            var isHidden = c is '<' or '>' or '&' || IsHidden(text, i);
            if (c is '"' or '\\')
            {
                to.Write('\\');
            }

            Write(c, isHidden);
            if (isPair)
            {
                Write(text[++i], isHidden);
            }
        }

        to.Write('"');
    }

    private void Write(char c, bool isHidden)
    {
        if (isHidden)
        {
            to.Write("\\u");
            to.Write(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }
        else
        {
            to.Write(c);
        }
    }

    /// <summary>Controls, signs without width or that turn the direction, line ends of other scripts.</summary>
    private static bool IsHidden(string text, int at) => CharUnicodeInfo.GetUnicodeCategory(text, at) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.OtherNotAssigned;
}

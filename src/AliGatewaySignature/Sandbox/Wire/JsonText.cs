using System.Globalization;
using System.Text;

namespace AliGatewaySignature.Sandbox.Wire;

/// <summary>Writes one JSON object from front to back. Just enough for the service's replies.</summary>
internal sealed class JsonText
{
    private readonly StringBuilder _text = new("{");
    private readonly Stack<char> _open = new();
    private bool _first = true;

    public JsonText() => _open.Push('}');

    public JsonText Property(string name, string value)
    {
        Name(name);
        Quote(value);
        return this;
    }

    public JsonText Property(string name, int value)
    {
        Name(name);
        _text.Append(value.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>Opens an object that is a property.</summary>
    public JsonText OpenObject(string name)
    {
        Name(name);
        return Open('{', '}');
    }

    /// <summary>Opens an object that is an element of a list.</summary>
    public JsonText OpenObject()
    {
        Separate();
        return Open('{', '}');
    }

    /// <summary>Opens a list that is a property.</summary>
    public JsonText OpenList(string name)
    {
        Name(name);
        return Open('[', ']');
    }

    /// <summary>Closes what was opened last.</summary>
    public JsonText Close()
    {
        _text.Append(_open.Pop());
        _first = false;
        return this;
    }

    /// <summary>Closes everything that is open and gives the UTF-8 text.</summary>
    public byte[] ToBytes()
    {
        while (_open.Count > 0)
        {
            Close();
        }

        return Encoding.UTF8.GetBytes(_text.ToString());
    }

    private JsonText Open(char opening, char closing)
    {
        _text.Append(opening);
        _open.Push(closing);
        _first = true;
        return this;
    }

    private void Name(string name)
    {
        Separate();
        Quote(name);
        _text.Append(':');
    }

    private void Separate()
    {
        if (!_first)
        {
            _text.Append(',');
        }

        _first = false;
    }

    private void Quote(string value)
    {
        _text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"':
                    _text.Append("\\\"");
                    break;
                case '\\':
                    _text.Append("\\\\");
                    break;
                case < ' ' or '\u007f' or '\u2028' or '\u2029':
                    _text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    _text.Append(c);
                    break;
            }
        }

        _text.Append('"');
    }
}

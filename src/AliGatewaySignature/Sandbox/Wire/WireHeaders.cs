namespace AliGatewaySignature.Sandbox.Wire;

/// <summary>The header lines of one request, found by name in any case.</summary>
internal sealed class WireHeaders
{
    private readonly Dictionary<string, List<string>> _lines = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that were sent, each once.</summary>
    public IEnumerable<string> Names => _lines.Keys;

    /// <summary>Adds one line; a name may come more than once.</summary>
    public void Add(string name, string value)
    {
        if (!_lines.TryGetValue(name, out var values))
        {
            values = [];
            _lines.Add(name, values);
        }

        values.Add(value);
    }

    /// <summary>The first value of a header, trimmed, or null when it was not sent or is empty.</summary>
    public string? First(string name)
    {
        if (!_lines.TryGetValue(name, out var values))
        {
            return null;
        }

        var value = values[0].Trim();
        return value.Length == 0 ? null : value;
    }

    /// <summary>Every value of a header, in the order in which it came.</summary>
    public IReadOnlyList<string> All(string name) =>
        _lines.TryGetValue(name, out var values) ? values : [];
}

using System.Globalization;

namespace AliGatewaySignature.Wire;

/// <summary>
/// A JSON object as a service sends it or a file holds it. Unlike a serializer it can tell a missing list from an empty one.
/// </summary>
internal sealed class JsonReply(IReadOnlyList<KeyValuePair<string, object?>> members)
{
    public static readonly JsonReply Empty = new([]);

    /// <summary>Where in its text it begins.</summary>
    public int At { get; init; }

    /// <summary>The names of its members, in their order; one that comes twice is here twice.</summary>
    public IEnumerable<string> Names => members.Select(static member => member.Key);

    /// <summary>Reads an object; null when the text is anything else.</summary>
    public static JsonReply? TryParse(string text)
    {
        try
        {
            // Some proxies add a byte order mark, which is not JSON but harmless.
            return new JsonReader(text.Length > 0 && text[0] == '\uFEFF' ? text.Substring(1) : text).ReadWhole();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>A string, number or boolean as text; null when absent, null, or an object or array.</summary>
    public string? Text(string name) => Find(name) as string;

    /// <summary>Whether there is a member of this name that is not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Whether there is a member of this name, be it null.</summary>
    public bool IsThere(string name) => members.Any(member => member.Key == name);

    /// <summary>A whole number, which may also come as a string; null when absent or anything else.</summary>
    public int? Number(string name) =>
        int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A date as the service writes it, always in UTC; null when absent or unreadable.</summary>
    public DateTimeOffset? Date(string name) =>
        DateTimeOffset.TryParse(
            Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : null;

    /// <summary>An object inside this one; null when absent or anything else.</summary>
    public JsonReply? Object(string name) => Find(name) as JsonReply;

    /// <summary>The objects of a list; null when there is no list of that name, or when something else is in it.</summary>
    public IReadOnlyList<JsonReply>? Objects(string name)
    {
        if (Find(name) is not List<object?> list)
        {
            return null;
        }

        var items = new List<JsonReply>(list.Count);
        foreach (var item in list)
        {
            if (item is not JsonReply found)
            {
                return null;
            }

            items.Add(found);
        }

        return items;
    }

    /// <summary>The texts of a list; null when there is no list of that name, or when something else is in it.</summary>
    public IReadOnlyList<string>? Texts(string name) =>
        Find(name) is List<object?> list && list.TrueForAll(static item => item is string) ? [.. list.Cast<string>()] : null;

    /// <summary>The objects of a list that the service wraps in an object, e.g. ApiInfos.ApiInfo[]; null when it is not there.</summary>
    public IReadOnlyList<JsonReply>? List(string wrapper, string name) => Object(wrapper)?.Objects(name);

    // The first of several members of one name counts.
    private object? Find(string name)
    {
        foreach (var member in members)
        {
            if (member.Key == name)
            {
                return member.Value;
            }
        }

        return null;
    }
}

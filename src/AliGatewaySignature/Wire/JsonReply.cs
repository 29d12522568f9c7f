using System.Globalization;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace AliGatewaySignature.Wire;

/// <summary>
/// A JSON object as a service sends it or a file holds it, read without a JSON library of our own: the platform turns JSON into XML
/// elements that carry their JSON type. Unlike a serializer it can tell a missing list from an empty one.
/// </summary>
internal sealed class JsonReply
{
    private static readonly XmlDictionaryReaderQuotas Quotas = new()
    {
        MaxDepth = 64,
        MaxArrayLength = int.MaxValue,
        MaxBytesPerRead = int.MaxValue,
        MaxNameTableCharCount = 64 * 1024,
        MaxStringContentLength = int.MaxValue,
    };

    private readonly XElement _element;

    private JsonReply(XElement element) => _element = element;

    /// <summary>Reads an object; null when the text is anything else.</summary>
    public static JsonReply? TryParse(string text)
    {
        // Some proxies add a byte order mark, which is not JSON but harmless.
        text = text.Length > 0 && text[0] == '\uFEFF' ? text.Substring(1) : text;
        if (!JsonSyntax.IsObject(text))
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            using var reader = JsonReaderWriterFactory.CreateJsonReader(bytes, 0, bytes.Length, Encoding.UTF8, Quotas, null);
            var root = XElement.Load(reader);
            return TypeOf(root) == "object" ? new JsonReply(root) : null;
        }
        catch (Exception e) when (e is XmlException or FormatException or ArgumentException or InvalidOperationException
            or DecoderFallbackException or IOException or IndexOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>A string, number or boolean as text; null when absent, null, or an object or array.</summary>
    public string? Text(string name)
    {
        var member = _element.Element(name);
        return member is not null && TypeOf(member) is "string" or "number" or "boolean" ? member!.Value : null;
    }

    /// <summary>Whether there is a member of this name that is not null.</summary>
    public bool Has(string name) => _element.Element(name) is { } member && TypeOf(member) != "null";

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
    public JsonReply? Object(string name) =>
        _element.Element(name) is { } member && TypeOf(member) == "object" ? new JsonReply(member) : null;

    /// <summary>The objects of a list; null when there is no list of that name, or when something else is in it.</summary>
    public IReadOnlyList<JsonReply>? Objects(string name) => Items(_element, name);

    /// <summary>The objects of a list that the service wraps in an object, e.g. ApiInfos.ApiInfo[]; null when it is not there.</summary>
    public IReadOnlyList<JsonReply>? List(string wrapper, string name)
    {
        var outer = _element.Element(wrapper);
        if (outer is null || TypeOf(outer) != "object")
        {
            return null;
        }

        return Items(outer, name);
    }

    private static List<JsonReply>? Items(XElement parent, string name)
    {
        var list = parent.Element(name);
        if (list is null || TypeOf(list) != "array")
        {
            return null;
        }

        var items = new List<JsonReply>();
        foreach (var item in list.Elements())
        {
            if (TypeOf(item) != "object")
            {
                return null;
            }

            items.Add(new JsonReply(item));
        }

        return items;
    }

    private static string TypeOf(XElement element) => element.Attribute("type")?.Value ?? "string";
}

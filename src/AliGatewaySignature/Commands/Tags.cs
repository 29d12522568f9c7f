using System.Collections;

namespace AliGatewaySignature.Commands;

/// <summary>From the hashtable of a -Tag parameter to what the service takes.</summary>
internal static class Tags
{
    public static IReadOnlyList<KeyValuePair<string, string?>>? Read(Hashtable? table) =>
        table?.Cast<DictionaryEntry>()
            .Select(tag => new KeyValuePair<string, string?>(tag.Key.ToString(), tag.Value?.ToString()))
            .OrderBy(tag => tag.Key, System.StringComparer.Ordinal)
            .ToList();
}

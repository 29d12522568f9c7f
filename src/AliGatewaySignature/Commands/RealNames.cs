using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Commands;

/// <summary>The names that keys and groups have, each asked for once in a run, whatever rows say.</summary>
/// <param name="readKey">Reads the name of a key by its id; null where it cannot be read.</param>
/// <param name="readGroup">The same for a group.</param>
internal sealed class RealNames(Func<string, string?> readKey, Func<string, string?> readGroup)
{
    private readonly Dictionary<string, string?> _keys = new(Ids.Comparer);
    private readonly Dictionary<string, string?> _groups = new(Ids.Comparer);

    /// <summary>The name of a key; null where it cannot be read.</summary>
    public string? OfKey(string signatureId) => Find(_keys, signatureId, readKey);

    /// <summary>The name of a group; null where it cannot be read.</summary>
    public string? OfGroup(string groupId) => Find(_groups, groupId, readGroup);

    private static string? Find(Dictionary<string, string?> known, string id, Func<string, string?> read)
    {
        if (!known.TryGetValue(id, out var name))
        {
            known[id] = name = read(id);
        }

        return name;
    }
}

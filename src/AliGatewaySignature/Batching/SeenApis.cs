using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Batching;

/// <summary>
/// Which key each API of a stage was given in this run. An API carries one key: where rows name two, both batches would be read before
/// either is sent, and both would be reported as bound.
/// </summary>
internal sealed class SeenApis
{
    private readonly Dictionary<(string GroupId, string StageName), ApiKeyTable> _stages = [];
    private readonly Dictionary<string, int> _numbers = new(Ids.Comparer);
    private readonly List<string> _keys = [];

    /// <summary>Notes that an API is given a key.</summary>
    /// <returns>The other key that it was given before; null when there was none.</returns>
    public string? Add(BatchKey key, string apiId)
    {
        if (!_numbers.TryGetValue(key.SignatureId!, out var number))
        {
            _keys.Add(key.SignatureId!);
            _numbers[key.SignatureId!] = number = _keys.Count;
        }

        var stage = (key.GroupId, key.StageName);
        if (!_stages.TryGetValue(stage, out var table))
        {
            _stages[stage] = table = new ApiKeyTable();
        }

        var before = table.Add(apiId, number);
        return before == number ? null : _keys[before - 1];
    }
}

using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Batching;

/// <summary>
/// Groups ids by key and cuts a batch as soon as it is full. Ids of one key never share a call with those of another,
/// and an id that is already waiting in its batch is dropped. What it holds is bounded by the number of keys, not of ids.
/// </summary>
internal sealed class BatchCollector(int size)
{
    private readonly int _size = size;
    private readonly Dictionary<BatchKey, OpenBatch> _open = [];
    private readonly List<BatchKey> _order = [];
    private BatchKey _lastKey;
    private OpenBatch? _last;
    private int _cut;

    /// <summary>Takes one id of an input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="index">The place of the id in it.</param>
    /// <returns>The batch that it made full, or null.</returns>
    public Batch? Add(in BatchInput input, int index)
    {
        var batch = Find(input.Key);
        var apiId = input.ApiIds[index];
        if (!batch.Seen.Add(apiId))
        {
            return null;
        }

        batch.ApiIds.Add(apiId);
        if (input.ApiNames?[index] is { Length: > 0 } name)
        {
            (batch.ApiNames ??= new(Ids.Comparer))[apiId] = name;
        }

        batch.GroupName ??= input.GroupName;
        return batch.ApiIds.Count < _size ? null : Cut(input.Key, batch);
    }

    /// <summary>Cuts what is left, in the order in which the first id of each batch came.</summary>
    public IEnumerable<Batch> Flush()
    {
        foreach (var key in _order.ToArray())
        {
            yield return Cut(key, _open[key]);
        }
    }

    private Batch Cut(BatchKey key, OpenBatch batch)
    {
        _open.Remove(key);
        _order.Remove(key);
        _last = null;
        return new Batch(++_cut, key, batch.ApiIds) { Names = new BatchNames(batch.GroupName, batch.ApiNames) };
    }

    private OpenBatch Find(BatchKey key)
    {
        // Most pipelines stay with one key for long: the last one is remembered.
        if (_last is not null && key.Equals(_lastKey))
        {
            return _last;
        }

        if (!_open.TryGetValue(key, out var batch))
        {
            batch = new OpenBatch(_size);
            _open.Add(key, batch);
            _order.Add(key);
        }

        _lastKey = key;
        _last = batch;
        return batch;
    }

    private sealed class OpenBatch(int size)
    {
        public List<string> ApiIds { get; } = new List<string>(size);

        public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string>? ApiNames { get; set; }

        public string? GroupName { get; set; }
    }
}

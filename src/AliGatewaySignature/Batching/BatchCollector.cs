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

    /// <summary>Takes an id.</summary>
    /// <returns>The batch that it made full, or null.</returns>
    public Batch? Add(BatchKey key, string apiId)
    {
        var batch = Find(key);
        if (!batch.Seen.Add(apiId))
        {
            return null;
        }

        batch.ApiIds.Add(apiId);
        if (batch.ApiIds.Count < _size)
        {
            return null;
        }

        _open.Remove(key);
        _order.Remove(key);
        _last = null;
        return new Batch(++_cut, key, batch.ApiIds);
    }

    /// <summary>Cuts what is left, in the order in which the first id of each batch came.</summary>
    public IEnumerable<Batch> Flush()
    {
        foreach (var key in _order.ToArray())
        {
            var batch = _open[key];
            _open.Remove(key);
            _order.Remove(key);
            _last = null;
            yield return new Batch(++_cut, key, batch.ApiIds);
        }
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
    }
}

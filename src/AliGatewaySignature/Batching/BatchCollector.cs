using System;
using System.Collections.Generic;

namespace AliGatewaySignature.Batching;

/// <summary>
/// Groups ids by key and cuts a batch as soon as it is full. Ids of one key never share a call with those of another,
/// and an id that is already waiting in its batch is dropped. What it holds is bounded by the number of keys, not of ids.
/// </summary>
internal sealed class BatchCollector
{
    private readonly int size;
    private readonly Dictionary<BatchKey, OpenBatch> open = [];
    private readonly List<BatchKey> order = [];
    private BatchKey lastKey;
    private OpenBatch? last;
    private int cut;

    public BatchCollector(int size) => this.size = size;

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
        if (batch.ApiIds.Count < size)
        {
            return null;
        }

        open.Remove(key);
        order.Remove(key);
        last = null;
        return Cut(key, batch);
    }

    /// <summary>Cuts what is left, in the order in which the first id of each batch came.</summary>
    public IEnumerable<Batch> Flush()
    {
        foreach (var key in order.ToArray())
        {
            var batch = open[key];
            open.Remove(key);
            order.Remove(key);
            last = null;
            yield return Cut(key, batch);
        }
    }

    private Batch Cut(BatchKey key, OpenBatch batch) => new(++cut, key, batch.ApiIds);

    private OpenBatch Find(BatchKey key)
    {
        // Most pipelines stay with one key for long: the last one is remembered.
        if (last is not null && key.Equals(lastKey))
        {
            return last;
        }

        if (!open.TryGetValue(key, out var batch))
        {
            batch = new OpenBatch(size);
            open.Add(key, batch);
            order.Add(key);
        }

        lastKey = key;
        last = batch;
        return batch;
    }

    private sealed class OpenBatch
    {
        public OpenBatch(int size) => ApiIds = new List<string>(size);

        public List<string> ApiIds { get; }

        public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);
    }
}

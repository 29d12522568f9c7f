using System.Collections.Generic;

namespace AliGatewaySignature.Batching;

/// <summary>The ids of one call, distinct and in input order.</summary>
internal sealed class Batch
{
    public Batch(int number, BatchKey key, IReadOnlyList<string> apiIds)
    {
        Number = number;
        Key = key;
        ApiIds = apiIds;
    }

    /// <summary>The place in the order in which batches were cut, from 1.</summary>
    public int Number { get; }

    public BatchKey Key { get; }

    public IReadOnlyList<string> ApiIds { get; }

    /// <summary>A few words for -Verbose.</summary>
    public override string ToString() => $"batch {Number}, {ApiIds.Count} {(ApiIds.Count == 1 ? "id" : "ids")}";
}

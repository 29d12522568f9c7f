using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Batching;

/// <summary>The ids of one call, distinct and in input order.</summary>
internal sealed class Batch
{
    public Batch(int number, BatchKey key, IReadOnlyList<string> apiIds)
        : this(number, key, apiIds, [])
    {
    }

    private Batch(int number, BatchKey key, IReadOnlyList<string> apiIds, IReadOnlyCollection<string> settled)
    {
        Number = number;
        Key = key;
        ApiIds = apiIds;
        Settled = settled;
        ToSend = settled.Count == 0 ? apiIds : apiIds.Where(apiId => !settled.Contains(apiId)).ToList();
    }

    /// <summary>The place in the order in which batches were cut, from 1.</summary>
    public int Number { get; }

    public BatchKey Key { get; }

    /// <summary>Every id of the batch.</summary>
    public IReadOnlyList<string> ApiIds { get; }

    /// <summary>The ids that were read to be as they should be already.</summary>
    public IReadOnlyCollection<string> Settled { get; }

    /// <summary>The ids that are left to be sent.</summary>
    public IReadOnlyList<string> ToSend { get; }

    /// <summary>The same batch, with ids that need no call.</summary>
    public Batch WithSettled(IEnumerable<string> apiIds) => new(Number, Key, ApiIds, new HashSet<string>(apiIds));

    /// <summary>What a call is for that carries some of the ids.</summary>
    public CallPurpose PurposeOf(int ids) => new(
        ids == ApiIds.Count
            ? $"batch {Number}, {ids} {(ids == 1 ? "id" : "ids")}"
            : $"{ids} of batch {Number}'s {ApiIds.Count} ids",
        IsPartOfBatch: ids < ToSend.Count);

    /// <summary>A few words for -Verbose.</summary>
    public override string ToString() => PurposeOf(ApiIds.Count).About;
}

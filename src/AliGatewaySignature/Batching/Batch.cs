using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Batching;

/// <summary>The ids of one call, distinct and in input order.</summary>
internal sealed class Batch(int number, BatchKey key, IReadOnlyList<string> apiIds)
{
    /// <summary>The place in the order in which batches were cut, from 1.</summary>
    public int Number { get; } = number;

    public BatchKey Key { get; } = key;

    /// <summary>Every id of the batch.</summary>
    public IReadOnlyList<string> ApiIds { get; } = apiIds;

    /// <summary>The names that the input gave with the ids; empty when it gave none.</summary>
    public BatchNames Names { get; init; } = BatchNames.None;

    /// <summary>What is to happen to each API, by what was read of it; null when nothing was read.</summary>
    public BatchPlan? Plan { get; init; }

    /// <summary>The ids that were read to be as they should be already.</summary>
    public IReadOnlyCollection<string> Settled => Plan?.Settled ?? [];

    /// <summary>The ids that are left to be sent.</summary>
    public IReadOnlyList<string> ToSend => Plan?.ToSend ?? ApiIds;

    /// <summary>The same batch, as it was read.</summary>
    public Batch With(BatchPlan plan) => new(Number, Key, ApiIds) { Names = Names, Plan = plan };

    /// <summary>The same batch with names that were read, beside those that came with its ids.</summary>
    public Batch Named(string? groupName, IReadOnlyDictionary<string, string> apiNames) =>
        new(Number, Key, ApiIds) { Names = Names.And(groupName, apiNames), Plan = Plan };

    /// <summary>What a call is for that carries some of the ids.</summary>
    public CallPurpose PurposeOf(int ids) => new(
        ids == ApiIds.Count
            ? $"batch {Number}, {ids} {(ids == 1 ? "id" : "ids")}"
            : $"{ids} of batch {Number}'s {ApiIds.Count} ids",
        IsPartOfBatch: ids < ToSend.Count)
    {
        SignatureName = Key.SignatureId is { } id ? Plan?.Keys.Known(id) : null,
        GroupName = Names.GroupName,
        Before = apiId => Plan is null
            ? new ApiBefore(apiId, Names.ApiName(apiId), IsKnown: false, null)
            : new ApiBefore(apiId, Names.ApiName(apiId), IsKnown: true, Plan.CarriedBefore(apiId, Key.SignatureId)),
    };

    /// <summary>A few words for -Verbose.</summary>
    public override string ToString() => PurposeOf(ApiIds.Count).About;
}

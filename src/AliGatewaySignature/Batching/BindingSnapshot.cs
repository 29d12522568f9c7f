namespace AliGatewaySignature.Batching;

/// <summary>What APIs were just read to carry, so that they need not be read once more.</summary>
/// <param name="carried">From an API in a stage to its key, or to null where it carries none. What is not in it was not read.</param>
/// <param name="readAt">When the reading began, on the clock of the client.</param>
internal sealed class BindingSnapshot(
    IReadOnlyDictionary<(string GroupId, string StageName, string ApiId), string?> carried, TimeSpan readAt)
{
    public TimeSpan ReadAt => readAt;

    /// <param name="plan">Each API with the key that it was read to carry.</param>
    /// <param name="readAt">When the reading began, on the clock of the client.</param>
    public static BindingSnapshot Of(IEnumerable<PlannedBinding> plan, TimeSpan readAt)
    {
        var carried = new Dictionary<(string GroupId, string StageName, string ApiId), string?>(PlaceComparer.Instance);
        foreach (var one in plan)
        {
            carried[(one.GroupId, one.StageName, one.ApiId)] = one.From;
        }

        return new BindingSnapshot(carried, readAt);
    }

    /// <summary>Which key each API of a batch carries; null when one of them was not read, or too long ago.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="now">The time on the clock of the client.</param>
    /// <param name="maxAge">How old a reading may be.</param>
    public IReadOnlyDictionary<string, string>? TryRead(Batch batch, TimeSpan now, TimeSpan maxAge)
    {
        if (now - readAt > maxAge)
        {
            return null;
        }

        var found = new Dictionary<string, string>(batch.ApiIds.Count, CloudApi.Ids.Comparer);
        foreach (var apiId in batch.ApiIds)
        {
            if (!carried.TryGetValue((batch.Key.GroupId, batch.Key.StageName, apiId), out var key))
            {
                return null;
            }

            if (key is not null)
            {
                found[apiId] = key;
            }
        }

        return found;
    }
}

using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching.Moving;

/// <summary>Finds in a journal what moves with a gap have unbound and, as far as it says, not bound again.</summary>
internal static class UnfinishedMoves
{
    /// <param name="changes">The changes of the account and region, oldest first.</param>
    /// <param name="newId">The key that the moves were to.</param>
    /// <param name="oldIds">The keys that they were from.</param>
    public static IReadOnlyList<PlannedBinding> Find(IEnumerable<AgChange> changes, string newId, IReadOnlyCollection<string> oldIds)
    {
        var open = new Dictionary<(string GroupId, string StageName, string ApiId), PlannedBinding>(PlaceComparer.Instance);
        foreach (var change in changes.Where(static one => one.IsBinding && one.Outcome != AgChangeOutcome.NotDone))
        {
            var isOfMove = Ids.Comparer.Equals(change.DestinationSignatureId, newId)
                && oldIds.Contains(change.SignatureId!, Ids.Comparer);
            foreach (var api in change.Apis)
            {
                var place = (change.GroupId!, change.StageName!, api.ApiId);
                if (isOfMove)
                {
                    open[place] = new PlannedBinding(change.GroupId!, change.StageName!, api.ApiId, From: null, To: newId)
                    {
                        GroupName = change.GroupName,
                        ApiName = api.ApiName,
                    };
                }
                else if (change.Outcome == AgChangeOutcome.Done)
                {
                    // Bound since, or unbound on purpose. Of what nobody knows, the present state decides.
                    open.Remove(place);
                }
            }
        }

        return [.. open.Values];
    }

    /// <summary>Those of the APIs that carry no key now.</summary>
    public static async Task<IReadOnlyList<PlannedBinding>> UnsignedAsync(
        GatewayClient client, IReadOnlyList<PlannedBinding> apis, CancellationToken cancellationToken)
    {
        var unsigned = new List<PlannedBinding>();
        foreach (var place in apis.GroupBy(static one => (one.GroupId, one.StageName)))
        {
            List<string> apiIds = [.. place.Select(static one => one.ApiId)];
            var carried = await new BindingReader(client).ReadAsync(
                new BatchKey(null, place.Key.GroupId, place.Key.StageName), apiIds, cancellationToken).ConfigureAwait(false);
            unsigned.AddRange(place.Where(one => !carried.ContainsKey(one.ApiId)));
        }

        return unsigned;
    }
}

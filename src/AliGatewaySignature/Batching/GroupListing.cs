using System.Collections.Concurrent;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>The APIs of groups, each group listed once in a run and only when somebody must know.</summary>
internal sealed class GroupListing(GatewayClient client)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<string, AgApi>>>> _groups = new(Ids.Comparer);

    /// <exception cref="Errors.AgException">The group could not be listed.</exception>
    public Task<IReadOnlyDictionary<string, AgApi>> ReadAsync(string groupId, CancellationToken cancellationToken) =>
        _groups.GetOrAdd(groupId, id => new Lazy<Task<IReadOnlyDictionary<string, AgApi>>>(async () =>
        {
            var all = await Paging<AgApi>.ReadAllAsync(page =>
                client.DescribeApisAsync(new ApiFilter { GroupId = id }, page, cancellationToken)).ConfigureAwait(false);
            var byId = new Dictionary<string, AgApi>(all.Count, Ids.Comparer);
            foreach (var api in all)
            {
                byId[api.ApiId] = api;
            }

            return byId;
        })).Value;
}

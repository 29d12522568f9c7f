using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Batching.Undoing;

/// <summary>
/// What changes name and the account does not have: most often they were made elsewhere. It is found before anything is sent, so that each
/// thing is said once.
/// </summary>
internal sealed class MissingThings
{
    private readonly HashSet<string> _keys = new(Ids.Comparer);
    private readonly HashSet<string> _groups = new(Ids.Comparer);
    private readonly HashSet<UndoneApi> _apis = [];

    private MissingThings()
    {
    }

    /// <param name="client">Reads.</param>
    /// <param name="keys">The names of keys.</param>
    /// <param name="apis">What was done to each API.</param>
    /// <param name="present">What they carry now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<MissingThings> FindAsync(
        GatewayClient client, KeyNames keys, IReadOnlyList<UndoneApi> apis, PresentBindings present, CancellationToken cancellationToken)
    {
        var missing = new MissingThings();
        var wanted = apis.Where(static api => api.IsTargetKnown).ToList();
        foreach (var target in wanted.Select(static api => api.Target).OfType<string>().Distinct(Ids.Comparer).ToList())
        {
            if (!await IsThereAsync(keys, target, cancellationToken).ConfigureAwait(false))
            {
                missing._keys.Add(target);
            }
        }

        await missing.FindGroupsAsync(client, present, cancellationToken).ConfigureAwait(false);

        // What carries a key is there. What carries none, and shall, is looked for: the reading of bindings need not know it.
        await missing.FindApisAsync(
            client,
            wanted.Where(api => api.Target is { } target && !missing._keys.Contains(target) && present.IsRead(api)
                && present.KeyOf(api) is null),
            cancellationToken).ConfigureAwait(false);
        return missing;
    }

    public bool HasNoKey(UndoneApi api) => api.Target is { } target && _keys.Contains(target);

    public bool HasNoGroup(UndoneApi api) => _groups.Contains(api.GroupId);

    public bool HasNoApi(UndoneApi api) => _apis.Contains(api);

    private static async Task<bool> IsThereAsync(KeyNames keys, string signatureId, CancellationToken cancellationToken)
    {
        try
        {
            await keys.FindAsync(signatureId, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (AgException)
        {
            return false;
        }
    }

    private async Task FindGroupsAsync(GatewayClient client, PresentBindings present, CancellationToken cancellationToken)
    {
        var doubtful = present.Failures
            .Where(static one => one.Failure.Kind == Faults.NotFound)
            .Select(static one => (one.Apis[0].GroupId, Subject: RefusalSubjects.Find(one.Failure.Code)))
            .ToList();
        if (doubtful.Count == 0)
        {
            return;
        }

        try
        {
            var groups = await Paging<Model.AgApiGroup>.ReadAllAsync(
                page => client.DescribeApiGroupsAsync(new ApiGroupFilter(), page, cancellationToken)).ConfigureAwait(false);
            var there = new HashSet<string>(groups.Select(static group => group.GroupId), Ids.Comparer);
            _groups.UnionWith(doubtful.Select(static one => one.GroupId).Where(groupId => !there.Contains(groupId)));
        }
        catch (AgException)
        {
            // Whoever may bind need not be allowed to list groups: then the code of the refusal says it, or nothing does.
            _groups.UnionWith(doubtful.Where(static one => one.Subject == RefusalSubject.Group).Select(static one => one.GroupId));
        }
    }

    private async Task FindApisAsync(GatewayClient client, IEnumerable<UndoneApi> apis, CancellationToken cancellationToken)
    {
        var listing = new GroupListing(client);
        foreach (var group in apis.GroupBy(static api => api.GroupId, Ids.Comparer).ToList())
        {
            try
            {
                var there = await listing.ReadAsync(group.Key, cancellationToken).ConfigureAwait(false);
                _apis.UnionWith(group.Where(api => !there.ContainsKey(api.ApiId)));
            }
            catch (AgException)
            {
                // Then the service says what is wrong with an API. Nobody waits for another listing that fails.
                return;
            }
        }
    }
}

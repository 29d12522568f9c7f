using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Planning;

/// <summary>
/// Reads what a plan is about, in the fewest calls: the keys, the APIs of each group, and what they carry in each stage. Groups are listed
/// only where a row names one by its name alone, or where one is not to be found.
/// </summary>
/// <param name="client">Asks the service.</param>
/// <param name="throttleLimit">How many calls run at once.</param>
internal sealed class PlanReader(GatewayClient client, int throttleLimit)
{
    private const string Account = "this account and region";
    private readonly Turns _turns = new(throttleLimit);

    /// <summary>What there is of what rows name.</summary>
    public async Task<PlanAccount> ReadAccountAsync(IReadOnlyCollection<PlanTarget> targets, CancellationToken cancellationToken)
    {
        var listing = targets.Any(static target => target.GroupId is null) ? ReadGroupsAsync(cancellationToken) : null;
        var keys = await ListAsync(
            page => client.DescribeSignaturesAsync(null, null, includeSecret: false, page, cancellationToken),
            static key => new PlanThing(key.SignatureId, key.SignatureName),
            cancellationToken).ConfigureAwait(false);
        var groups = listing is null ? null : await listing.ConfigureAwait(false);
        var named = NamedGroups(targets, groups);
        var apis = new Dictionary<string, Lookup<PlanApi>>(Ids.Comparer);
        foreach (var (group, found) in await Task.WhenAll(named.Select(group => ReadApisAsync(group, cancellationToken)))
            .ConfigureAwait(false))
        {
            if (found is not null)
            {
                apis[group.Id] = new Lookup<PlanApi>("API", group.Name ?? "group " + group.Id, found);
            }
        }

        if (groups is null && IsDoubtful(targets, named, apis))
        {
            groups = await TryReadGroupsAsync(cancellationToken).ConfigureAwait(false);
        }

        // A group that is listed and has no APIs is there; one that the service does not know has no listing at all.
        groups = [.. groups is null ? named.Where(group => apis.ContainsKey(group.Id)) : groups.Select(group =>
            named.Find(one => Ids.Comparer.Equals(one.Id, group.Id)) ?? group)];
        foreach (var group in groups.Where(group => !apis.ContainsKey(group.Id)))
        {
            apis[group.Id] = new Lookup<PlanApi>("API", group.Name ?? "group " + group.Id, []);
        }

        return new PlanAccount(new Lookup<PlanThing>("key", Account, keys), new Lookup<PlanThing>("group", Account, groups), apis);
    }

    /// <summary>What APIs carry in some places.</summary>
    public async Task<PlanState> ReadStateAsync(
        PlanAccount account, IReadOnlyCollection<PlanPlace> places, CancellationToken cancellationToken)
    {
        var state = new PlanState(client.Elapsed);
        var others = new Dictionary<string, PlanThing>(Ids.Comparer);
        var readings = await Task.WhenAll(places.Select(place => ReadPlaceAsync(place, cancellationToken))).ConfigureAwait(false);
        foreach (var (place, bindings, refused) in readings)
        {
            if (refused is not null)
            {
                state.Refused[place] = refused;
                continue;
            }

            var carried = PlanState.NewTable();
            foreach (var (apiId, apiName, keyId, keyName) in bindings)
            {
                if (account.Keys.TryFind(keyId) is not { } key && !others.TryGetValue(keyId, out key))
                {
                    others[keyId] = key = new PlanThing(keyId, keyName);
                }

                if (!carried.ContainsKey(apiId))
                {
                    carried[apiId] = (key, apiName);
                }
            }

            state.Add(place, carried);
        }

        return state;
    }

    /// <summary>The groups that rows name, each once.</summary>
    private static List<PlanThing> NamedGroups(IReadOnlyCollection<PlanTarget> targets, IReadOnlyList<PlanThing>? groups)
    {
        if (groups is null)
        {
            var ids = targets.Select(static target => target.GroupId!).Distinct(Ids.Comparer);
            return [.. ids.Select(static id => new PlanThing(id, null))];
        }

        var lookup = new Lookup<PlanThing>("group", Account, groups);
        return
        [
            .. targets
                .Select(target => lookup.Find(target.GroupId, target.GroupName, "GroupId", hints: false, out _))
                .OfType<PlanThing>()
                .Distinct(),
        ];
    }

    /// <summary>Whether only the list of groups tells: there may be no such group, or its name may be another than a row says.</summary>
    private static bool IsDoubtful(
        IReadOnlyCollection<PlanTarget> targets, IReadOnlyList<PlanThing> named, Dictionary<string, Lookup<PlanApi>> apis) =>
        named.Any(group => !apis.TryGetValue(group.Id, out var found) || found.All.Count == 0
            || (group.Name is null
                && targets.Any(target => target.GroupName is not null && Ids.Comparer.Equals(target.GroupId, group.Id))));

    private Task<List<PlanThing>> ReadGroupsAsync(CancellationToken cancellationToken) => ListAsync(
        page => client.DescribeApiGroupsAsync(new ApiGroupFilter(), page, cancellationToken),
        static group => new PlanThing(group.GroupId, group.GroupName),
        cancellationToken);

    private async Task<List<PlanThing>?> TryReadGroupsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadGroupsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AgException e) when (e.Kind == Faults.PermissionDenied)
        {
            // Whoever may bind need not be allowed to list groups.
            return null;
        }
    }

    private async Task<(PlanThing Group, List<PlanApi>? Apis)> ReadApisAsync(PlanThing group, CancellationToken cancellationToken)
    {
        // Most APIs are published to the same stages: they share a list.
        var stages = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        try
        {
            var apis = await ListAsync(
                page => client.DescribeApisAsync(new ApiFilter { GroupId = group.Id }, page, cancellationToken),
                api =>
                {
                    group.Name ??= api.GroupName;
                    var all = string.Join(",", api.DeployedStages);
                    if (!stages.TryGetValue(all, out var shared))
                    {
                        stages[all] = shared = api.DeployedStages;
                    }

                    return new PlanApi(api.ApiId, api.ApiName, shared);
                },
                cancellationToken).ConfigureAwait(false);
            return (group, apis);
        }
        catch (AgException e) when (e.Kind == Faults.NotFound)
        {
            return (group, null);
        }
    }

    private async Task<PlaceReading> ReadPlaceAsync(PlanPlace place, CancellationToken cancellationToken)
    {
        try
        {
            var bindings = await ListAsync(
                page => client.DescribeApiSignaturesAsync(place.Group.Id, place.StageName, null, page, cancellationToken),
                static one => (one.ApiId, one.ApiName, one.SignatureId, one.SignatureName),
                cancellationToken).ConfigureAwait(false);
            return new PlaceReading(place, bindings, null);
        }
        catch (AgException e) when (e.Kind.IsAboutContent)
        {
            return new PlaceReading(place, [], e);
        }
    }

    /// <summary>What is bound in a place, or why that is not listed.</summary>
    private sealed record PlaceReading(
        PlanPlace Place, List<(string ApiId, string? ApiName, string KeyId, string? KeyName)> Bindings, AgException? Refused);

    /// <summary>Reads a listing to its end, and keeps of it what is needed.</summary>
    private async Task<List<TKept>> ListAsync<T, TKept>(
        Func<int, Task<ApiPage<T>>> readPage, Func<T, TKept> keep, CancellationToken cancellationToken)
        where T : notnull
    {
        var kept = new List<TKept>();
        var paging = new Paging<T>(page => _turns.RunAsync(() => readPage(page), cancellationToken));
        while (paging.HasMore)
        {
            kept.AddRange((await paging.NextAsync().ConfigureAwait(false)).Items.Select(keep));
        }

        return kept;
    }
}

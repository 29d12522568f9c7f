using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Snapshots;

/// <summary>
/// Reads everything that a snapshot is made of. Half a copy is no copy: the first listing that cannot be read to its end ends it all.
/// </summary>
/// <param name="client">Asks the service.</param>
/// <param name="throttleLimit">How many calls run at once.</param>
/// <param name="tell">Is told from any thread how many listings are read of those that are known by now.</param>
internal sealed class AccountReader(GatewayClient client, int throttleLimit, Action<int, int>? tell)
{
    private readonly Turns _turns = new(throttleLimit);
    private AgException? _failure;
    private int _known;
    private int _done;

    /// <param name="groupIds">The groups; null for all of them.</param>
    /// <param name="skipPlugins">Whether plug-ins are left out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AgException">Something could not be read.</exception>
    public async Task<AccountParts> ReadAsync(
        IReadOnlyCollection<string>? groupIds, bool skipPlugins, CancellationToken cancellationToken)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var groups = ReadGroupsAsync(groupIds, failed);
            var keys = ReadKeysAsync(failed);
            var plugins = skipPlugins ? Task.FromResult<IReadOnlyList<PluginParts>>([]) : ReadPluginsAsync(failed);
            await Task.WhenAll(groups, keys, plugins).ConfigureAwait(false);
            return new AccountParts(groups.Result.Groups, groups.Result.Apis, keys.Result, plugins.Result);
        }
        catch (Exception e) when (e is AgException or OperationCanceledException && _failure is not null)
        {
            // Not that of a listing that was cancelled because of it.
            throw _failure;
        }
    }

    private async Task<(IReadOnlyList<AgApiGroup> Groups, IReadOnlyList<AgApi> Apis)> ReadGroupsAsync(
        IReadOnlyCollection<string>? groupIds, CancellationTokenSource failed)
    {
        var groups = await ListAsync(page => client.DescribeApiGroupsAsync(new ApiGroupFilter(), page, failed.Token), failed)
            .ConfigureAwait(false);
        if (groupIds is not null)
        {
            var missing = groupIds.FirstOrDefault(id => !groups.Any(group => Ids.Comparer.Equals(group.GroupId, id)));
            if (missing is not null)
            {
                throw Fail(await Finders.Groups(client).MissingIdAsync(missing, null, failed.Token).ConfigureAwait(false), failed);
            }

            groups = [.. groups.Where(group => groupIds.Contains(group.GroupId, Ids.Comparer))];
        }

        var apis = await Task.WhenAll(groups.Select(group => ListAsync(
            page => client.DescribeApisAsync(new ApiFilter { GroupId = group.GroupId }, page, failed.Token), failed)))
            .ConfigureAwait(false);

        foreach (var (group, list) in groups.Zip(apis, static (group, list) => (group, list)))
        {
            foreach (var api in list.Where(static api => api.GroupId.Length == 0))
            {
                // It was not told, for it was asked for.
                api.GroupId = group.GroupId;
            }
        }

        // An API that two groups list counts once.
        var seen = new HashSet<string>(Ids.Comparer);
        return (groups, [.. apis.SelectMany(static list => list).Where(api => seen.Add(api.ApiId))]);
    }

    private async Task<IReadOnlyList<KeyParts>> ReadKeysAsync(CancellationTokenSource failed)
    {
        var keys = await ListAsync(
            page => client.DescribeSignaturesAsync(null, null, includeSecret: false, page, failed.Token), failed).ConfigureAwait(false);
        return await Task.WhenAll(keys.Select(async key => new KeyParts(key, await ListAsync(
            page => client.DescribeApisBySignatureAsync(key.SignatureId, page, failed.Token), failed).ConfigureAwait(false))))
            .ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<PluginParts>> ReadPluginsAsync(CancellationTokenSource failed)
    {
        var plugins = await ListAsync(page => client.DescribePluginsAsync(page, failed.Token), failed).ConfigureAwait(false);
        return await Task.WhenAll(plugins.Where(static plugin => plugin.Signs).Select(async plugin =>
        {
            var apis = ListAsync(page => client.DescribePluginApisAsync(plugin.PluginId, page, failed.Token), failed);
            var groups = ListAsync(page => client.DescribePluginGroupsAsync(plugin.PluginId, page, failed.Token), failed);
            await Task.WhenAll(apis, groups).ConfigureAwait(false);
            return new PluginParts(plugin, [.. apis.Result, .. groups.Result]);
        })).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(Func<int, Task<ApiPage<T>>> readPage, CancellationTokenSource failed)
        where T : notnull
    {
        Interlocked.Increment(ref _known);
        try
        {
            var items = await Paging<T>.ReadAllAsync(page => _turns.RunAsync(() => readPage(page), failed.Token)).ConfigureAwait(false);
            tell?.Invoke(Interlocked.Increment(ref _done), Volatile.Read(ref _known));
            return items;
        }
        catch (AgException e)
        {
            throw Fail(e, failed);
        }
    }

    private AgException Fail(AgException failure, CancellationTokenSource failed)
    {
        Interlocked.CompareExchange(ref _failure, failure, null);
        failed.Cancel();
        return failure;
    }
}

/// <summary>What was read of an account.</summary>
internal sealed record AccountParts(
    IReadOnlyList<AgApiGroup> Groups, IReadOnlyList<AgApi> Apis, IReadOnlyList<KeyParts> Keys, IReadOnlyList<PluginParts> Plugins);

/// <summary>A key, without its Secret, and where it is bound.</summary>
internal sealed record KeyParts(AgSignature Key, IReadOnlyList<AgSignatureBinding> Bindings);

/// <summary>A plug-in that signs, without what it keeps, and where it is bound.</summary>
internal sealed record PluginParts(SigningPlugin Plugin, IReadOnlyList<PluginPlace> Places);

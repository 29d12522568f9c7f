using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Coverage;

/// <summary>
/// Reads what makes the gateway sign: every key and where it is bound, every plug-in that signs and where. The calls grow with the keys,
/// the plug-ins and the pages of their listings, whatever the number of groups and stages.
/// </summary>
/// <param name="client">Asks the service.</param>
/// <param name="throttleLimit">How many calls run at once.</param>
/// <param name="tell">Is told from any thread how many listings are read of those that are known by now.</param>
internal sealed class SourceReader(GatewayClient client, int throttleLimit, Action<int, int>? tell)
{
    private readonly Turns _turns = new(throttleLimit);
    private int _known;
    private int _done;

    /// <summary>Reads the keys and the plug-ins.</summary>
    public async Task<SignatureSources> ReadAsync(CancellationToken cancellationToken)
    {
        var keys = ReadKeysAsync(cancellationToken);
        var plugins = ReadPluginsAsync(cancellationToken);
        var sources = new SignatureSources();
        var (listedKeys, bindings) = await keys.ConfigureAwait(false);
        sources.Now = listedKeys.Date ?? client.UtcNow;
        sources.Fail(CoverageLevel.Key, listedKeys.Failure);
        for (var i = 0; i < bindings.Length; i++)
        {
            sources.Fail(CoverageLevel.Key, bindings[i].Failure);
            sources.Add(listedKeys.Items[i], bindings[i].Items);
        }

        var (listedPlugins, signing, places) = await plugins.ConfigureAwait(false);
        sources.Fail(CoverageLevel.ApiPlugin | CoverageLevel.GroupPlugin, listedPlugins.Failure);
        for (var i = 0; i < signing.Count; i++)
        {
            sources.Fail(CoverageLevel.ApiPlugin, places[2 * i].Failure);
            sources.Fail(CoverageLevel.GroupPlugin, places[2 * i + 1].Failure);
            sources.Add(signing[i], [.. places[2 * i].Items, .. places[2 * i + 1].Items]);
        }

        return sources;
    }

    /// <summary>The APIs of a group, or of all, and the stages that they are published to.</summary>
    public Task<Listing<AgApi>> ReadApisAsync(string? groupId, CancellationToken cancellationToken) =>
        Counted(() => Listing<AgApi>.ReadAsync(page => InTurnAsync(
            () => client.DescribeApisAsync(new ApiFilter { GroupId = groupId }, page, cancellationToken), cancellationToken)));

    private async Task<(Listing<AgSignature> Keys, Listing<AgSignatureBinding>[] Bindings)> ReadKeysAsync(
        CancellationToken cancellationToken)
    {
        var keys = await Counted(() => Listing<AgSignature>.ReadAsync(page => InTurnAsync(
            () => client.DescribeSignaturesAsync(null, null, includeSecret: false, page, cancellationToken),
            cancellationToken))).ConfigureAwait(false);
        var bindings = await Task.WhenAll(keys.Items.Select(key => Counted(() =>
            Listing<AgSignatureBinding>.ReadOfAsync(page => InTurnAsync(
                () => client.DescribeApisBySignatureAsync(key.SignatureId, page, cancellationToken), cancellationToken),
                static code => RefusalSubjects.Find(code) == RefusalSubject.Key))))
            .ConfigureAwait(false);
        return (keys, bindings);
    }

    /// <summary>The listed plug-ins, those of them that sign, and for each of these its APIs and then its groups.</summary>
    private async Task<(Listing<SigningPlugin> Listed, IReadOnlyList<SigningPlugin> Signing, Listing<PluginPlace>[] Places)>
        ReadPluginsAsync(CancellationToken cancellationToken)
    {
        var listed = await Counted(() => Listing<SigningPlugin>.ReadAsync(page => InTurnAsync(
            () => client.DescribePluginsAsync(page, cancellationToken), cancellationToken))).ConfigureAwait(false);
        List<SigningPlugin> signing = [.. listed.Items.Where(static plugin => plugin.Signs)];
        var places = await Task.WhenAll(signing.SelectMany(plugin => new[]
        {
            PlacesAsync(page => client.DescribePluginApisAsync(plugin.PluginId, page, cancellationToken)),
            PlacesAsync(page => client.DescribePluginGroupsAsync(plugin.PluginId, page, cancellationToken)),
        })).ConfigureAwait(false);
        return (listed, signing, places);

        Task<Listing<PluginPlace>> PlacesAsync(Func<int, Task<ApiPage<PluginPlace>>> read) => Counted(() =>
            Listing<PluginPlace>.ReadOfAsync(
                page => InTurnAsync(() => read(page), cancellationToken),
                static code => code?.IndexOf("Plugin", StringComparison.Ordinal) >= 0));
    }

    private async Task<T> Counted<T>(Func<Task<T>> read)
    {
        Interlocked.Increment(ref _known);
        var result = await read().ConfigureAwait(false);
        tell?.Invoke(Interlocked.Increment(ref _done), Volatile.Read(ref _known));
        return result;
    }

    private Task<T> InTurnAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken) => _turns.RunAsync(call, cancellationToken);
}

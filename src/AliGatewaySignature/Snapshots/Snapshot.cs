using System.Globalization;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Sandbox.State;

namespace AliGatewaySignature.Snapshots;

/// <summary>
/// From what was read of an account to the state of a sandbox, in an order that does not depend on the service, so that two snapshots can
/// be compared. Each Key and Secret is a new one.
/// </summary>
internal sealed class Snapshot
{
    private readonly DateTimeOffset _now;
    private readonly Dictionary<string, string> _groups;
    private readonly Dictionary<string, string> _apis;
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);

    /// <param name="parts">What was read.</param>
    /// <param name="regionId">The region; null where only an endpoint was given.</param>
    /// <param name="now">When it was read.</param>
    public Snapshot(AccountParts parts, string? regionId, DateTimeOffset now)
    {
        _now = now;
        _groups = parts.Groups.ToDictionary(static group => group.GroupId, static group => group.GroupId, Ids.Comparer);
        _apis = parts.Apis.ToDictionary(static api => api.ApiId, static api => api.ApiId, Ids.Comparer);
        StagesUntold = parts.Apis.Count(static api => !api.TellsStages);
        var keys = parts.Keys.OrderBy(static key => key.Key.CreatedTime)
            .ThenBy(static key => key.Key.SignatureId, StringComparer.Ordinal).ToList();
        var layout = new SandboxLayout(
            regionId ?? parts.Groups.Select(static group => group.RegionId).FirstOrDefault(static region => region is not null)
                ?? new SandboxOptions().RegionId,
            string.Format(
                CultureInfo.InvariantCulture,
                "A snapshot of an account, taken at {0}. The Key and the Secret of every key and plug-in were generated for it; "
                    + "those of the account are not in it.",
                ServiceTime.Text(now)),
            [.. parts.Groups.OrderBy(static group => group.GroupName, StringComparer.Ordinal)
                .ThenBy(static group => group.GroupId, StringComparer.Ordinal)
                .Select(group => new GroupState(group.GroupId, group.GroupName ?? string.Empty, group.CreatedTime ?? now))],
            [.. parts.Apis.OrderBy(static api => api.GroupId, StringComparer.Ordinal)
                .ThenBy(static api => api.ApiName, StringComparer.Ordinal)
                .ThenBy(static api => api.ApiId, StringComparer.Ordinal)
                .Select(Api)],
            [.. parts.Plugins.Where(plugin => !IsKey(plugin, parts.Keys) && IsHere(plugin))
                .OrderBy(static plugin => plugin.Plugin.PluginName, StringComparer.Ordinal)
                .ThenBy(static plugin => plugin.Plugin.PluginId, StringComparer.Ordinal)
                .Select(Plugin)]);
        State = new SandboxState(layout, 0, [.. keys.Select(Key)], [.. Bindings(keys)]);
    }

    public SandboxState State { get; }

    /// <summary>What was listed and does not fit: bindings of APIs that are not listed, or in stages that no sandbox has.</summary>
    public IReadOnlyCollection<string> LeftOut => _left;

    /// <summary>How many APIs the service does not tell the stages of. They count as published everywhere.</summary>
    public int StagesUntold { get; }

    private static KeyState NewPair(string id, string name, DateTimeOffset created, DateTimeOffset modified) =>
        new(id, name, KeyGenerator.NewKey(), KeyGenerator.NewSecret(), created, modified);

    private ApiState Api(Model.AgApi api)
    {
        var stages = 0;
        for (var stage = 0; stage < SandboxStages.All.Count; stage++)
        {
            var isPublished = !api.TellsStages || api.DeployedStages.Contains(SandboxStages.All[stage], StringComparer.OrdinalIgnoreCase);
            stages |= isPublished ? 1 << stage : 0;
        }

        return new ApiState(
            _groups[api.GroupId], api.ApiId, api.ApiName ?? string.Empty, api.ApiMethod ?? string.Empty, api.ApiPath ?? string.Empty,
            api.Visibility ?? string.Empty, (byte)stages);
    }

    private KeyState Key(KeyParts parts)
    {
        var key = parts.Key;
        var created = key.CreatedTime ?? _now;
        return NewPair(
            key.SignatureId, key.SignatureName.Length > 0 ? key.SignatureName : key.SignatureId, created, key.ModifiedTime ?? created);
    }

    /// <summary>An API that was bound again while this was read is listed with two keys: the later one counts.</summary>
    private IEnumerable<BindingState> Bindings(IReadOnlyList<KeyParts> keys) => keys
        .SelectMany(static key => key.Bindings.Select(binding => (key.Key.SignatureId, Binding: binding)))
        .Where(one => _groups.ContainsKey(one.Binding.GroupId))
        .Select(one => (
            one.SignatureId,
            Api: Find(_apis, one.Binding.ApiId, $"the API {one.Binding.ApiId}"),
            Stage: StageOf(one.Binding.StageName),
            Bound: one.Binding.BoundTime ?? _now))
        .Where(static one => one.Api is not null && one.Stage >= 0)
        .GroupBy(static one => (one.Api, one.Stage))
        .Select(static same => same.OrderBy(static one => one.Bound).Last())
        .OrderBy(static one => one.Bound)
        .ThenBy(static one => one.Api, StringComparer.Ordinal)
        .ThenBy(static one => one.Stage)
        .Select(static one => new BindingState(one.SignatureId, one.Api!, one.Stage, one.Bound));

    private PluginState Plugin(PluginParts parts)
    {
        var modified = parts.Plugin.ModifiedTime ?? _now;
        var places =
            from place in parts.Places
            where _groups.ContainsKey(place.GroupId)
            let stage = StageOf(place.StageName)
            let api = place.ApiId is null ? null : Find(_apis, place.ApiId, $"the API {place.ApiId}")
            where stage >= 0 && (place.ApiId is null || api is not null)
            select api is null ? new PlaceState(null, _groups[place.GroupId], stage) : new PlaceState(api, null, stage);
        return new PluginState(
            parts.Plugin.PluginId, parts.Plugin.PluginName ?? string.Empty, SandboxPlugin.SigningType,
            SandboxPlugin.DataOf(KeyGenerator.NewKey(), KeyGenerator.NewSecret()), modified, modified,
            [.. places.OrderBy(static place => place.ApiId, StringComparer.Ordinal)
                .ThenBy(static place => place.GroupId, StringComparer.Ordinal)
                .ThenBy(static place => place.Stage)]);
    }

    /// <summary>
    /// Whether a plug-in is a key under another name: the service keeps each key among the plug-ins too, and so does the sandbox by itself.
    /// </summary>
    private static bool IsKey(PluginParts plugin, IReadOnlyList<KeyParts> keys) => keys.Any(key =>
        string.Equals(key.Key.SignatureName, plugin.Plugin.PluginName, StringComparison.Ordinal)
        && new HashSet<string>(key.Bindings.Select(static one => At(one.ApiId, one.StageName)), Ids.Comparer).SetEquals(
            plugin.Places.Select(static place => At(place.ApiId, place.StageName))));

    /// <summary>Not that which is bound to other groups only.</summary>
    private bool IsHere(PluginParts plugin) =>
        plugin.Places.Count == 0 || plugin.Places.Any(place => _groups.ContainsKey(place.GroupId));

    private static string At(string? apiId, string stage) => apiId + "\n" + stage;

    private int StageOf(string name)
    {
        var stage = SandboxStages.IndexOf(name.ToUpperInvariant());
        if (stage < 0)
        {
            _left.Add($"the stage {name}");
        }

        return stage;
    }

    private string? Find(Dictionary<string, string> known, string id, string name)
    {
        if (known.TryGetValue(id, out var found))
        {
            return found;
        }

        _left.Add(name);
        return null;
    }
}

namespace AliGatewaySignature.Sandbox.State;

/// <summary>Keys, APIs and bindings. It holds the rules of the data, not those of the wire, and no lock: its owner has one.</summary>
internal sealed class SandboxStore
{
    private readonly Dictionary<string, SignatureRecord> _signaturesById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ApiGroupRecord> _groupsById = new(StringComparer.Ordinal);
    private int _created;
    private SandboxLayout? _layout;

    public SandboxStore(IEnumerable<SandboxGroup> samples, IEnumerable<SandboxPlugin> plugins, DateTimeOffset now)
    {
        Groups = [.. samples.Select(sample => new ApiGroupRecord(sample, now))];
        foreach (var group in Groups)
        {
            _groupsById.Add(group.Id, group);
        }

        Plugins = [.. plugins.Select(sample => new PluginRecord(sample, FindGroup, now))];
    }

    /// <summary>A store that holds what another one held. Whoever made the state has seen to it that all that it names is there.</summary>
    public SandboxStore(SandboxState state)
    {
        _layout = state.Layout;
        _created = state.KeysCreated;
        var apis = state.Layout.Apis.ToLookup(static api => api.GroupId, StringComparer.Ordinal);
        Groups = [.. state.Layout.Groups.Select(group => new ApiGroupRecord(group, apis[group.Id]))];
        foreach (var group in Groups)
        {
            _groupsById.Add(group.Id, group);
        }

        var byId = Groups.SelectMany(static group => group.Apis).ToDictionary(static api => api.Id, StringComparer.Ordinal);
        Plugins = [.. state.Layout.Plugins.Select(plugin => new PluginRecord(plugin, id => byId[id], id => _groupsById[id]))];
        foreach (var key in state.Keys)
        {
            Add(new SignatureRecord(key));
        }

        foreach (var binding in state.Bindings)
        {
            Bind(byId[binding.ApiId], binding.Stage, _signaturesById[binding.SignatureId], binding.Bound);
        }
    }

    /// <summary>The plug-ins, in their order. Nothing changes them.</summary>
    public IReadOnlyList<PluginRecord> Plugins { get; }

    public IReadOnlyList<ApiGroupRecord> Groups { get; }

    /// <summary>Every key, in the order of creation.</summary>
    public OrderedBag<SignatureRecord> Signatures { get; private set; } = new();

    public SignatureRecord? FindSignature(string id) =>
        _signaturesById.TryGetValue(id, out var signature) ? signature : null;

    public ApiGroupRecord? FindGroup(string id) =>
        _groupsById.TryGetValue(id, out var group) ? group : null;

    public SignatureRecord AddSignature(string name, string key, string secret, DateTimeOffset now)
    {
        // Keys that were given may have ids of the sandbox too, for it may be a sandbox that they were copied from.
        string id;
        do
        {
            id = SandboxIds.OfSignature(++_created);
        }
        while (_signaturesById.ContainsKey(id));

        return Add(new SignatureRecord(id, name, key, secret, now));
    }

    public void RemoveSignature(SignatureRecord signature)
    {
        _signaturesById.Remove(signature.Id);
        Signatures.Remove(signature.Seat!);
    }

    /// <summary>Binds a key, in place of whatever was bound. Binding the same key again changes nothing.</summary>
    public static bool Bind(ApiRecord api, int stage, SignatureRecord signature, DateTimeOffset now)
    {
        if (api.Bindings[stage] is { } old)
        {
            if (old.Signature == signature)
            {
                return false;
            }

            Unbind(old);
        }

        api.Bindings[stage] = new BindingRecord(api, stage, signature, now);
        return true;
    }

    public static void Unbind(BindingRecord binding)
    {
        binding.Signature.Bindings.Remove(binding.SeatInKey);
        binding.Api.Group.Bindings[binding.Stage].Remove(binding.SeatInStage);
        binding.Api.Bindings[binding.Stage] = null;
    }

    /// <summary>Back to the start: no keys, no bindings, the same APIs, and ids counted from 1 again.</summary>
    public void Clear()
    {
        foreach (var group in Groups)
        {
            group.Unbind();
        }

        Signatures = new();
        _signaturesById.Clear();
        _created = 0;
    }

    /// <summary>Everything as plain data.</summary>
    /// <param name="regionId">The region, for a store that is made of samples.</param>
    /// <param name="note">The note, for such a store.</param>
    public SandboxState Capture(string regionId, string note)
    {
        _layout ??= new SandboxLayout(
            regionId,
            note,
            [.. Groups.Select(static group => new GroupState(group.Id, group.Name, group.Created))],
            [.. Groups.SelectMany(static group => group.Apis).Select(static api => api.Capture())],
            [.. Plugins.Select(static plugin => plugin.Capture())]);
        var bindings = Signatures.All().SelectMany(static key => key.Bindings.All()).OrderBy(static binding => binding.Order);
        return new SandboxState(
            _layout,
            _created,
            [.. Signatures.All().Select(static key => key.Capture())],
            [.. bindings.Select(static one => new BindingState(one.Signature.Id, one.Api.Id, one.Stage, one.Bound))]);
    }

    private SignatureRecord Add(SignatureRecord signature)
    {
        signature.Seat = Signatures.Add(signature);
        _signaturesById.Add(signature.Id, signature);
        return signature;
    }
}

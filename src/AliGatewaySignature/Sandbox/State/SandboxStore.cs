namespace AliGatewaySignature.Sandbox.State;

/// <summary>Keys, APIs and bindings. It holds the rules of the data, not those of the wire, and no lock: its owner has one.</summary>
internal sealed class SandboxStore
{
    private readonly Dictionary<string, SignatureRecord> _signaturesById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ApiGroupRecord> _groupsById = new(StringComparer.Ordinal);
    private int _created;

    public SandboxStore(IEnumerable<SandboxGroup> samples, IEnumerable<SandboxPlugin> plugins, DateTimeOffset now)
    {
        Groups = [.. samples.Select(sample => new ApiGroupRecord(sample, now))];
        foreach (var group in Groups)
        {
            _groupsById.Add(group.Id, group);
        }

        Plugins = [.. plugins.Select(sample => new PluginRecord(sample, FindGroup, now))];
    }

    /// <summary>The sample plug-ins, in their order. Nothing changes them.</summary>
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
        var signature = new SignatureRecord(SandboxIds.OfSignature(++_created), name, key, secret, now);
        signature.Seat = Signatures.Add(signature);
        _signaturesById.Add(signature.Id, signature);
        return signature;
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
}

using AliGatewaySignature.Sandbox.State;

namespace AliGatewaySignature.Sandbox;

/// <content>What it holds: for whoever keeps it, and for whoever looks at it from outside.</content>
internal sealed partial class SandboxService
{
    private const string Note = "The state of a sandbox. The Secrets of its keys stand here as they are.";

    private SandboxState? _kept = options.State;

    /// <summary>Everything that it holds now.</summary>
    public SandboxState State
    {
        get
        {
            lock (_lock)
            {
                return Capture();
            }
        }
    }

    /// <summary>Has its state kept as it is now.</summary>
    public void Save()
    {
        lock (_lock)
        {
            Keep();
        }
    }

    /// <summary>The key of every bound API of a group and stage: API id to key id. For tests.</summary>
    public IReadOnlyDictionary<string, string> BoundKeys(string groupId, string stageName)
    {
        lock (_lock)
        {
            var group = _store.FindGroup(groupId) ?? throw new ArgumentException("There is no such group.", nameof(groupId));
            return group.Bindings[SandboxStages.IndexOf(stageName)].All()
                .ToDictionary(static binding => binding.Api.Id, static binding => binding.Signature.Id, StringComparer.Ordinal);
        }
    }

    /// <summary>The ids of a group's APIs, in their order. For tests.</summary>
    public IReadOnlyList<string> ApiIds(string groupId)
    {
        var group = _store.FindGroup(groupId) ?? throw new ArgumentException("There is no such group.", nameof(groupId));
        return [.. group.Apis.Select(static api => api.Id)];
    }

    /// <summary>How many keys there are.</summary>
    public int SignatureCount
    {
        get
        {
            lock (_lock)
            {
                return _store.Signatures.Count;
            }
        }
    }

    /// <summary>All bindings, counted by group, stage and key.</summary>
    public IReadOnlyList<StageBindings> SummarizeBindings()
    {
        lock (_lock)
        {
            return
            [
                .. from @group in _store.Groups
                   from stage in Enumerable.Range(0, SandboxStages.All.Count)
                   from sameKey in @group.Bindings[stage].All().GroupBy(static binding => binding.Signature.Id)
                   select new StageBindings(@group.Id, @group.Name, SandboxStages.All[stage], sameKey.Key, sameKey.Count()),
            ];
        }
    }

    private SandboxState Capture() => _store.Capture(_options.RegionId, Note);

    /// <summary>What cannot be kept has not happened: then the sandbox is what it was when it was kept last.</summary>
    private void Keep()
    {
        if (_options.Keep is not { } keep)
        {
            return;
        }

        var state = Capture();
        try
        {
            keep(state);
            _kept = state;
        }
        catch
        {
            if (_kept is not null)
            {
                _store = new SandboxStore(_kept);
            }

            throw;
        }
    }
}

namespace AliGatewaySignature.Sandbox.State;

/// <summary>One sample group with its APIs and what is bound to them.</summary>
internal sealed class ApiGroupRecord
{
    public const string Description = "A sample group of the sandbox.";

    private readonly Dictionary<string, ApiRecord> _byId;

    public ApiGroupRecord(SandboxGroup sample, DateTimeOffset created)
    {
        Name = sample.Name;
        Id = SandboxIds.OfGroup(sample.Name);
        Created = created;
        Published = [.. SandboxStages.All.Select(stage => sample.Stages.Contains(stage))];
        Bindings = [.. SandboxStages.All.Select(static _ => new OrderedBag<BindingRecord>())];

        var apis = new ApiRecord[sample.ApiCount];
        _byId = new Dictionary<string, ApiRecord>(sample.ApiCount, StringComparer.Ordinal);
        for (var i = 0; i < apis.Length; i++)
        {
            apis[i] = new ApiRecord(this, i + 1);
            _byId.Add(apis[i].Id, apis[i]);
        }

        Apis = apis;
    }

    public string Id { get; }

    public string Name { get; }

    public DateTimeOffset Created { get; }

    public IReadOnlyList<ApiRecord> Apis { get; }

    /// <summary>Whether the group's APIs are published, a place a stage.</summary>
    public IReadOnlyList<bool> Published { get; }

    /// <summary>The bindings of the group in the order of binding, a bag a stage.</summary>
    public IReadOnlyList<OrderedBag<BindingRecord>> Bindings { get; private set; }

    public ApiRecord? Find(string apiId) => _byId.TryGetValue(apiId, out var api) ? api : null;

    /// <summary>Forgets every binding.</summary>
    public void Unbind()
    {
        foreach (var bag in Bindings)
        {
            foreach (var binding in bag.All())
            {
                binding.Api.Bindings[binding.Stage] = null;
            }
        }

        Bindings = [.. SandboxStages.All.Select(static _ => new OrderedBag<BindingRecord>())];
    }
}

namespace AliGatewaySignature.Sandbox.State;

/// <summary>One group with its APIs and what is bound to them.</summary>
internal sealed class ApiGroupRecord
{
    public const string Description = "A sample group of the sandbox.";

    private readonly Dictionary<string, ApiRecord> _byId;

    /// <summary>A sample.</summary>
    public ApiGroupRecord(SandboxGroup sample, DateTimeOffset created)
    {
        Name = sample.Name;
        Id = SandboxIds.OfGroup(sample.Name);
        Created = created;
        IsUniform = true;
        Published = [.. SandboxStages.All.Select(stage => sample.Stages.Contains(stage))];
        Apis = [.. Enumerable.Range(1, sample.ApiCount).Select(number => new ApiRecord(this, number))];
        _byId = ById();
    }

    /// <summary>A group that was given.</summary>
    public ApiGroupRecord(GroupState given, IEnumerable<ApiState> apis)
    {
        Name = given.Name;
        Id = given.Id;
        Created = given.Created;
        Apis = [.. apis.Select(api => new ApiRecord(this, api))];
        _byId = ById();
    }

    public string Id { get; }

    public string Name { get; }

    public DateTimeOffset Created { get; }

    public IReadOnlyList<ApiRecord> Apis { get; }

    /// <summary>Whether every API of the group is published to the same stages.</summary>
    public bool IsUniform { get; }

    /// <summary>Whether the group's APIs are published, a place a stage; of a sample only.</summary>
    public IReadOnlyList<bool> Published { get; } = [];

    /// <summary>The bindings of the group in the order of binding, a bag a stage.</summary>
    public IReadOnlyList<OrderedBag<BindingRecord>> Bindings { get; private set; } = NoBindings();

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

        Bindings = NoBindings();
    }

    private static IReadOnlyList<OrderedBag<BindingRecord>> NoBindings() =>
        [.. SandboxStages.All.Select(static _ => new OrderedBag<BindingRecord>())];

    private Dictionary<string, ApiRecord> ById()
    {
        var byId = new Dictionary<string, ApiRecord>(Apis.Count, StringComparer.Ordinal);
        foreach (var api in Apis)
        {
            byId.Add(api.Id, api);
        }

        return byId;
    }
}

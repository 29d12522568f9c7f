namespace AliGatewaySignature.Sandbox.State;

/// <summary>One sample API.</summary>
internal sealed class ApiRecord(ApiGroupRecord group, int number)
{
    public const string Visibility = "PRIVATE";

    public const string Description = "A sample API of the sandbox.";

    public ApiGroupRecord Group { get; } = group;

    /// <summary>Counted from 1 inside the group.</summary>
    public int Number { get; } = number;

    public string Id { get; } = SandboxIds.OfApi(group.Name, number);

    public string Name { get; } = SandboxIds.ApiName(group.Name, number);

    // The rest follows from the number, so that a million APIs cost no more than they must.
    public string Method => (Number % 3) switch { 0 => "DELETE", 1 => "GET", _ => "POST" };

    public string Path => "/" + Group.Name + "/" + Name;

    /// <summary>What is bound to this API, a place a stage.</summary>
    public BindingRecord?[] Bindings { get; } = new BindingRecord?[SandboxStages.All.Count];
}

namespace AliGatewaySignature.Sandbox.State;

/// <summary>One API: a sample, or one that was given.</summary>
internal sealed class ApiRecord
{
    public const string Description = "A sample API of the sandbox.";

    private const string SampleVisibility = "PRIVATE";
    private readonly int _number;
    private readonly ApiState? _given;

    /// <summary>A sample. The rest follows from the number, so that a million APIs cost no more than they must.</summary>
    /// <param name="group">Its group.</param>
    /// <param name="number">Counted from 1 inside the group.</param>
    public ApiRecord(ApiGroupRecord group, int number)
    {
        _number = number;
        Group = group;
        Id = SandboxIds.OfApi(group.Name, number);
        Name = SandboxIds.ApiName(group.Name, number);
    }

    public ApiRecord(ApiGroupRecord group, ApiState given)
    {
        _given = given;
        Group = group;
        Id = given.Id;
        Name = given.Name;
    }

    public ApiGroupRecord Group { get; }

    public string Id { get; }

    public string Name { get; }

    public string Method => _given?.Method ?? (_number % 3) switch { 0 => "DELETE", 1 => "GET", _ => "POST" };

    public string Path => _given?.Path ?? "/" + Group.Name + "/" + Name;

    public string Visibility => _given?.Visibility ?? SampleVisibility;

    /// <summary>What is bound to this API, a place a stage.</summary>
    public BindingRecord?[] Bindings { get; } = new BindingRecord?[SandboxStages.All.Count];

    /// <summary>Whether it is published to a stage.</summary>
    /// <param name="stage">The stage's place in <see cref="SandboxStages.All"/>.</param>
    public bool IsPublished(int stage) => _given?.IsPublished(stage) ?? Group.Published[stage];

    /// <summary>The same as plain data.</summary>
    public ApiState Capture()
    {
        if (_given is not null)
        {
            return _given;
        }

        var stages = 0;
        for (var stage = 0; stage < SandboxStages.All.Count; stage++)
        {
            stages |= IsPublished(stage) ? 1 << stage : 0;
        }

        return new ApiState(Group.Id, Id, Name, Method, Path, Visibility, (byte)stages);
    }
}

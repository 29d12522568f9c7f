namespace AliGatewaySignature.Sandbox.State;

/// <summary>Everything that a sandbox holds at one moment, as plain data: what it can be made of again.</summary>
/// <param name="Layout">What no call changes.</param>
/// <param name="KeysCreated">How many keys the sandbox has created, those that are gone included: no id comes twice.</param>
/// <param name="Keys">The keys, in the order of creation.</param>
/// <param name="Bindings">The bindings, in the order of binding.</param>
internal sealed record SandboxState(
    SandboxLayout Layout, int KeysCreated, IReadOnlyList<KeyState> Keys, IReadOnlyList<BindingState> Bindings);

/// <summary>Groups, APIs and plug-ins. The sandbox lists them and never changes them, so that it hands on the very same object.</summary>
/// <param name="RegionId">The region that the sandbox claims to be.</param>
/// <param name="Note">A sentence about where it comes from.</param>
/// <param name="Groups">The groups, in the order of their creation.</param>
/// <param name="Apis">The APIs of all groups.</param>
/// <param name="Plugins">The plug-ins; a key is none.</param>
internal sealed record SandboxLayout(
    string RegionId, string Note, IReadOnlyList<GroupState> Groups, IReadOnlyList<ApiState> Apis, IReadOnlyList<PluginState> Plugins);

/// <summary>A group.</summary>
internal sealed record GroupState(string Id, string Name, DateTimeOffset Created);

/// <summary>An API.</summary>
/// <param name="GroupId">Its group.</param>
/// <param name="Id">Its id, which no other API of any group has.</param>
/// <param name="Name">Its name.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path.</param>
/// <param name="Visibility">PUBLIC or PRIVATE.</param>
/// <param name="Stages">The stages that it is published to: a bit for each place in <see cref="SandboxStages.All"/>.</param>
internal sealed record ApiState(string GroupId, string Id, string Name, string Method, string Path, string Visibility, byte Stages)
{
    /// <summary>Whether it is published to a stage.</summary>
    /// <param name="stage">The stage's place in <see cref="SandboxStages.All"/>.</param>
    public bool IsPublished(int stage) => (Stages & (1 << stage)) != 0;
}

/// <summary>A key. No record, for one would print its Secret.</summary>
internal sealed class KeyState(string id, string name, string key, string secret, DateTimeOffset created, DateTimeOffset modified)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public string Key { get; } = key;

    public string Secret { get; } = secret;

    public DateTimeOffset Created { get; } = created;

    public DateTimeOffset Modified { get; } = modified;
}

/// <summary>A key on an API in a stage.</summary>
/// <param name="SignatureId">The key.</param>
/// <param name="ApiId">The API.</param>
/// <param name="Stage">The stage's place in <see cref="SandboxStages.All"/>.</param>
/// <param name="Bound">When it was bound.</param>
internal sealed record BindingState(string SignatureId, string ApiId, int Stage, DateTimeOffset Bound);

/// <summary>A plug-in. No record either: its data may hold a Secret.</summary>
internal sealed class PluginState(
    string id, string name, string type, string data, DateTimeOffset created, DateTimeOffset modified, IReadOnlyList<PlaceState> places)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public string Type { get; } = type;

    public string Data { get; } = data;

    public DateTimeOffset Created { get; } = created;

    public DateTimeOffset Modified { get; } = modified;

    public IReadOnlyList<PlaceState> Places { get; } = places;
}

/// <summary>What a plug-in is bound to: an API, or a group as a whole; the other of the two is null.</summary>
internal sealed record PlaceState(string? ApiId, string? GroupId, int Stage);

namespace AliGatewaySignature.Sandbox.State;

/// <summary>One plug-in with what it is bound to. Bindings name a stage by its place in <see cref="SandboxStages.All"/>.</summary>
internal sealed class PluginRecord
{
    /// <summary>A sample plug-in.</summary>
    public PluginRecord(SandboxPlugin sample, Func<string, ApiGroupRecord?> find, DateTimeOffset now)
    {
        Id = SandboxIds.OfPlugin(sample.Name);
        Name = sample.Name;
        Type = sample.Type;
        Data = sample.Data;
        Created = Modified = now - sample.Age;
        var apis = new List<(ApiRecord Api, int Stage)>();
        var groups = new List<(ApiGroupRecord Group, int Stage)>();
        foreach (var place in sample.Places)
        {
            if (find(SandboxIds.OfGroup(place.GroupName)) is not { } group)
            {
                continue;
            }

            var stage = SandboxStages.IndexOf(place.StageName);
            if (place.ApiCount == 0)
            {
                groups.Add((group, stage));
            }
            else
            {
                apis.AddRange(group.Apis.Skip(place.FirstApi - 1).Take(place.ApiCount).Select(api => (api, stage)));
            }
        }

        Apis = apis;
        Groups = groups;
    }

    /// <summary>A plug-in that was given.</summary>
    public PluginRecord(PluginState given, Func<string, ApiRecord> findApi, Func<string, ApiGroupRecord> findGroup)
    {
        Id = given.Id;
        Name = given.Name;
        Type = given.Type;
        Data = given.Data;
        Created = given.Created;
        Modified = given.Modified;
        Apis = [.. given.Places.Where(static place => place.ApiId is not null).Select(place => (findApi(place.ApiId!), place.Stage))];
        Groups =
            [.. given.Places.Where(static place => place.GroupId is not null).Select(place => (findGroup(place.GroupId!), place.Stage))];
    }

    /// <summary>A key, as the view of plug-ins shows it.</summary>
    public PluginRecord(SignatureRecord key)
    {
        Id = SandboxIds.OfPlugin(key.Id);
        Name = key.Name;
        Type = SandboxPlugin.SigningType;
        Data = SandboxPlugin.DataOf(key.Key, key.Secret);
        Created = key.Created;
        Modified = key.Modified;
        Apis = [.. key.Bindings.All().Select(static binding => (binding.Api, binding.Stage))];
        Groups = [];
    }

    public string Id { get; }

    public string Name { get; }

    public string Type { get; }

    public string Data { get; }

    public DateTimeOffset Created { get; }

    public DateTimeOffset Modified { get; }

    public IReadOnlyList<(ApiRecord Api, int Stage)> Apis { get; }

    public IReadOnlyList<(ApiGroupRecord Group, int Stage)> Groups { get; }

    /// <summary>The same as plain data.</summary>
    public PluginState Capture() => new(
        Id, Name, Type, Data, Created, Modified,
        [
            .. Apis.Select(static one => new PlaceState(one.Api.Id, null, one.Stage)),
            .. Groups.Select(static one => new PlaceState(null, one.Group.Id, one.Stage)),
        ]);
}

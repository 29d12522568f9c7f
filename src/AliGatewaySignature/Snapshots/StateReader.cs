using AliGatewaySignature.Errors;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Sandbox.State;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Snapshots;

/// <summary>
/// Reads a state, and takes nothing on trust: whatever a sandbox would stumble over later, or lose when it writes the file again, is an
/// error that names the line.
/// </summary>
internal sealed class StateReader
{
    /// <summary>The largest account has some 200,000 APIs, of ten values each.</summary>
    private const int MostValues = 20_000_000;

    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);
    private readonly HashSet<string> _apis = new(StringComparer.Ordinal);
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _plugins = new(StringComparer.Ordinal);
    private readonly HashSet<(string, int)> _bound = [];

    private StateReader()
    {
    }

    /// <param name="path">The file, for the message.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="AgException">It is no state.</exception>
    public static SandboxState Read(string path, string text)
    {
        var source = new StateSource(path, text);
        if (text.Trim().Length == 0)
        {
            throw source.Failed("it is empty");
        }

        var json = new JsonReader(text, MostValues);
        try
        {
            return new StateReader().Read(new StateRecord(source, json.ReadWhole(), "the file"));
        }
        catch (FormatException e)
        {
            throw source.Failed("it is not JSON, or a part of it is missing", json.Position, e);
        }
    }

    private SandboxState Read(StateRecord file)
    {
        if (file.OptionalText("format") is not StateNames.Format)
        {
            throw file.Failed($"its format is not {StateNames.Format}");
        }

        if (file.Number("version") is var version && version != StateNames.Version)
        {
            throw file.Failed($"it has version {version} of the format, and this module reads version {StateNames.Version}");
        }

        file.HasOnly(
            "format", "version", "note", "regionId", "keysCreated", "keys", "bindings", "groups", "apis", "plugins");
        var groups = file.List("groups", Group);
        var apis = file.List("apis", Api);
        var keys = file.List("keys", Key);
        var layout = new SandboxLayout(
            file.Text("regionId"), file.OptionalText("note") ?? string.Empty, groups, apis, file.List("plugins", Plugin));
        return new SandboxState(layout, file.Number("keysCreated"), keys, file.List("bindings", Binding));
    }

    private GroupState Group(StateRecord group)
    {
        group.HasOnly("groupId", "groupName", "createdTime");
        return new GroupState(group.NewId("groupId", _groups), group.OptionalText("groupName") ?? string.Empty, group.Time("createdTime"));
    }

    private ApiState Api(StateRecord api)
    {
        api.HasOnly("apiId", "apiName", "groupId", "method", "path", "visibility", "stages");
        var stages = 0;
        foreach (var name in (api.OptionalText("stages") ?? string.Empty).Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            stages |= 1 << api.Stage(name);
        }

        return new ApiState(
            api.KnownId("groupId", _groups),
            api.NewId("apiId", _apis),
            api.OptionalText("apiName") ?? string.Empty,
            api.OptionalText("method") ?? string.Empty,
            api.OptionalText("path") ?? string.Empty,
            api.OptionalText("visibility") ?? string.Empty,
            (byte)stages);
    }

    private KeyState Key(StateRecord key)
    {
        key.HasOnly("signatureId", "signatureName", "signatureKey", "signatureSecret", "createdTime", "modifiedTime");
        return new KeyState(
            key.NewId("signatureId", _keys),
            key.Text("signatureName"),
            key.Text("signatureKey"),
            key.Text("signatureSecret"),
            key.Time("createdTime"),
            key.Time("modifiedTime"));
    }

    private BindingState Binding(StateRecord binding)
    {
        binding.HasOnly("apiId", "stageName", "signatureId", "boundTime");
        var one = new BindingState(
            binding.KnownId("signatureId", _keys),
            binding.KnownId("apiId", _apis),
            binding.Stage(binding.Text("stageName")),
            binding.Time("boundTime"));
        return _bound.Add((one.ApiId, one.Stage))
            ? one
            : throw binding.Failed($"the API {one.ApiId} has a key in {SandboxStages.All[one.Stage]} already");
    }

    private PluginState Plugin(StateRecord plugin)
    {
        plugin.HasOnly("pluginId", "pluginName", "pluginType", "pluginData", "createdTime", "modifiedTime", "places");
        return new PluginState(
            plugin.NewId("pluginId", _plugins),
            plugin.OptionalText("pluginName") ?? string.Empty,
            plugin.Text("pluginType"),
            plugin.OptionalText("pluginData") ?? string.Empty,
            plugin.Time("createdTime"),
            plugin.Time("modifiedTime"),
            plugin.List("places", Place));
    }

    private PlaceState Place(StateRecord place)
    {
        place.HasOnly("apiId", "groupId", "stageName");
        var isApi = place.OptionalText("apiId") is not null;
        if (isApi && place.OptionalText("groupId") is not null)
        {
            throw place.Failed("it has both an apiId and a groupId");
        }

        var stage = place.Stage(place.Text("stageName"));
        return isApi
            ? new PlaceState(place.KnownId("apiId", _apis), null, stage)
            : new PlaceState(null, place.KnownId("groupId", _groups), stage);
    }
}

using System.Text;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Sandbox.State;
using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.Snapshots;

/// <summary>
/// Writes a state as JSON, each key, binding, group, API and plug-in on a line of its own, so that two files can be compared line by line.
/// What no call changes is written once and kept.
/// </summary>
internal sealed class StateWriter
{
    private SandboxLayout? _layout;
    private byte[] _layoutText = [];

    /// <summary>Writes the whole file.</summary>
    public void Write(SandboxState state, Stream to)
    {
        if (!ReferenceEquals(_layout, state.Layout))
        {
            _layoutText = Layout(state.Layout);
            _layout = state.Layout;
        }

        var head = new StringBuilder("{\n");
        Member(head, "format", StateNames.Format);
        Member(head, "version", StateNames.Version);
        Member(head, "note", state.Layout.Note);
        Member(head, "regionId", state.Layout.RegionId);
        Member(head, "keysCreated", state.KeysCreated);
        List(head, "keys", state.Keys, static (line, key) => line
            .Property("signatureId", key.Id)
            .Property("signatureName", key.Name)
            .Property("signatureKey", key.Key)
            .Property("signatureSecret", key.Secret)
            .Property("createdTime", ServiceTime.Text(key.Created))
            .Property("modifiedTime", ServiceTime.Text(key.Modified)));
        head.Append(",\n");
        List(head, "bindings", state.Bindings, static (line, binding) => line
            .Property("apiId", binding.ApiId)
            .Property("stageName", SandboxStages.All[binding.Stage])
            .Property("signatureId", binding.SignatureId)
            .Property("boundTime", ServiceTime.Text(binding.Bound)));
        head.Append(",\n");
        var bytes = Encoding.UTF8.GetBytes(head.ToString());
        to.Write(bytes, 0, bytes.Length);
        to.Write(_layoutText, 0, _layoutText.Length);
    }

    private static byte[] Layout(SandboxLayout layout)
    {
        var text = new StringBuilder();
        List(text, "groups", layout.Groups, static (line, group) => line
            .Property("groupId", group.Id)
            .Property("groupName", group.Name)
            .Property("createdTime", ServiceTime.Text(group.Created)));
        text.Append(",\n");
        List(text, "apis", layout.Apis, static (line, api) => line
            .Property("apiId", api.Id)
            .Property("apiName", api.Name)
            .Property("groupId", api.GroupId)
            .Property("method", api.Method)
            .Property("path", api.Path)
            .Property("visibility", api.Visibility)
            .Property("stages", string.Join(" ", StagesOf(api))));
        text.Append(",\n");
        List(text, "plugins", layout.Plugins, static (line, plugin) =>
        {
            line.Property("pluginId", plugin.Id)
                .Property("pluginName", plugin.Name)
                .Property("pluginType", plugin.Type)
                .Property("pluginData", plugin.Data)
                .Property("createdTime", ServiceTime.Text(plugin.Created))
                .Property("modifiedTime", ServiceTime.Text(plugin.Modified))
                .OpenList("places");
            foreach (var place in plugin.Places)
            {
                line.OpenObject()
                    .Property(place.ApiId is null ? "groupId" : "apiId", (place.ApiId ?? place.GroupId)!)
                    .Property("stageName", SandboxStages.All[place.Stage])
                    .Close();
            }

            line.Close();
        });
        return Encoding.UTF8.GetBytes(text.Append("\n}\n").ToString());
    }

    private static IEnumerable<string> StagesOf(ApiState api) =>
        SandboxStages.All.Where((_, stage) => api.IsPublished(stage));

    private static void Member(StringBuilder to, string name, string value) => Member(to, new JsonText().Property(name, value));

    private static void Member(StringBuilder to, string name, int value) => Member(to, new JsonText().Property(name, value));

    /// <summary>An object of one member, without its braces.</summary>
    private static void Member(StringBuilder to, JsonText one)
    {
        var text = Encoding.UTF8.GetString(one.ToBytes());
        to.Append("  ").Append(text, 1, text.Length - 2).Append(",\n");
    }

    private static void List<T>(StringBuilder to, string name, IReadOnlyList<T> items, Action<JsonText, T> write)
    {
        to.Append("  \"").Append(name).Append("\": [");
        for (var i = 0; i < items.Count; i++)
        {
            var line = new JsonText();
            write(line, items[i]);
            to.Append(i == 0 ? "\n    " : ",\n    ").Append(Encoding.UTF8.GetString(line.ToBytes()));
        }

        to.Append(items.Count == 0 ? "]" : "\n  ]");
    }
}

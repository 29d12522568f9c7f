using AliGatewaySignature.Sandbox.State;

namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>Lists plug-ins, what they keep included: the service shows the Secret of one that signs.</summary>
internal sealed class DescribePlugins : ServiceOperation
{
    public DescribePlugins()
        : base("DescribePlugins", "PluginId", "PluginName", "PluginType", "Tag", "PageNumber", "PageSize")
    {
    }

    protected override void Execute(OperationContext context)
    {
        var parameters = context.Parameters;
        var page = parameters.Page(100);
        var id = parameters.Optional("PluginId");
        var name = parameters.Optional("PluginName");
        var type = parameters.Optional("PluginType");

        // The samples have no tags, so that filter matches nothing.
        var none = parameters.Names.Any(static parameter => parameter.StartsWith("Tag.", StringComparison.Ordinal));
        List<PluginRecord> plugins = [.. context.Plugins().Where(plugin =>
            !none
            && (id is null || string.Equals(plugin.Id, id, StringComparison.Ordinal))
            && (name is null || string.Equals(plugin.Name, name, StringComparison.Ordinal))
            && (type is null || string.Equals(plugin.Type, type, StringComparison.Ordinal)))];

        page.Write(context.Reply, plugins.Count);
        context.WriteList("Plugins", "PluginAttribute", plugins.Skip(page.Start).Take(page.Size), plugin => context.Reply
            .Property("PluginId", plugin.Id)
            .Property("PluginName", plugin.Name)
            .Property("PluginType", plugin.Type)
            .Property("PluginData", plugin.Data)
            .Property("Description", "A plug-in of the sandbox.")
            .Property("RegionId", context.RegionId)
            .Property("CreatedTime", ServiceTime.Text(plugin.Created))
            .Property("ModifiedTime", ServiceTime.Text(plugin.Modified))
            .OpenObject("Tags").OpenList("TagInfo").Close().Close());
    }
}

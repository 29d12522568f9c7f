using AliGatewaySignature.Sandbox.State;
using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>What an operation works with during one call.</summary>
internal sealed class OperationContext
{
    public required CallParameters Parameters { get; init; }

    public required SandboxStore Store { get; init; }

    public required SandboxSemantics Semantics { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required string RegionId { get; init; }

    /// <summary>The reply; RequestId stands in it already.</summary>
    public required JsonText Reply { get; init; }

    /// <summary>Set as soon as something changed, so that it holds for a call that fails half way too.</summary>
    public bool Changed { get; set; }

    /// <summary>Writes the items of a page.</summary>
    /// <param name="wrapper">The object that has the list.</param>
    /// <param name="name">The list.</param>
    /// <param name="items">What is on the page.</param>
    /// <param name="write">Writes the properties of an item.</param>
    public void WriteList<T>(string wrapper, string name, IEnumerable<T> items, Action<T> write)
    {
        var open = Semantics.EmptyPage == EmptyPage.KeepsList;
        if (open)
        {
            Reply.OpenObject(wrapper).OpenList(name);
        }

        foreach (var item in items)
        {
            if (!open)
            {
                Reply.OpenObject(wrapper).OpenList(name);
                open = true;
            }

            Reply.OpenObject();
            write(item);
            Reply.Close();
        }

        if (open)
        {
            Reply.Close().Close();
        }
    }

    public SignatureRecord RequiredSignature() =>
        Store.FindSignature(Parameters.Required("SignatureId")) ?? throw ServiceFault.NotFound(Semantics.ResourceWord);

    /// <summary>The plug-ins: the samples, then the keys, as far as the view of plug-ins shows them.</summary>
    public IEnumerable<PluginRecord> Plugins() => Semantics.KeysAsPlugins == KeysAsPlugins.Shown
        ? Store.Plugins.Concat(Store.Signatures.All().Select(static key => new PluginRecord(key)))
        : Store.Plugins;

    public PluginRecord RequiredPlugin()
    {
        var id = Parameters.Required("PluginId");
        return Plugins().FirstOrDefault(plugin => string.Equals(plugin.Id, id, StringComparison.Ordinal))
            ?? throw ServiceFault.NotFound("Plugin");
    }

    public ApiGroupRecord RequiredGroup() =>
        Store.FindGroup(Parameters.Required("GroupId")) ?? throw ServiceFault.NotFound("ApiGroup");

    /// <summary>The stage's place in <see cref="SandboxStages.All"/>.</summary>
    /// <param name="pre">Whether the documents list PRE for this operation.</param>
    public int RequiredStage(bool pre)
    {
        var name = Parameters.Required("StageName");
        var stage = SandboxStages.IndexOf(name);
        var refused = name == SandboxStages.Pre && !pre && Semantics.PreStage == Acceptance.Refuse;
        return stage >= 0 && !refused ? stage : throw ServiceFault.Invalid("StageName", "the stage is not known to this operation.");
    }
}

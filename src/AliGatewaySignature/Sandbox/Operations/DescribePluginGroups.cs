using AliGatewaySignature.Sandbox.State;

namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>Lists the groups that a plug-in is bound to as a whole, over all stages.</summary>
internal sealed class DescribePluginGroups : ServiceOperation
{
    public DescribePluginGroups()
        : base("DescribePluginGroups", "PluginId", "GroupId", "GroupName", "Description", "PageNumber", "PageSize")
    {
    }

    protected override void Execute(OperationContext context)
    {
        var parameters = context.Parameters;
        var page = parameters.Page(100);
        var id = parameters.Optional("GroupId");
        var name = parameters.Optional("GroupName");
        var description = parameters.Optional("Description");
        List<(ApiGroupRecord Group, int Stage)> bound = [.. context.RequiredPlugin().Groups.Where(one =>
            (id is null || string.Equals(one.Group.Id, id, StringComparison.Ordinal))
            && (name is null || one.Group.Name.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0)
            && (description is null || ApiGroupRecord.Description.IndexOf(description, StringComparison.OrdinalIgnoreCase) >= 0))];

        page.Write(context.Reply, bound.Count);
        context.WriteList("GroupSummarys", "GroupPluginSummary", bound.Skip(page.Start).Take(page.Size), one => context.Reply
            .Property("GroupId", one.Group.Id)
            .Property("GroupName", one.Group.Name)
            .Property("BasePath", "/")
            .Property("Description", ApiGroupRecord.Description)
            .Property("RegionId", context.RegionId)
            .Property("StageName", SandboxStages.All[one.Stage])
            .Property("StageAlias", SandboxStages.All[one.Stage]));
    }
}

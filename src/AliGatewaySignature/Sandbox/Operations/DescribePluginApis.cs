using AliGatewaySignature.Sandbox.State;

namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>Lists the APIs that a plug-in is bound to, over all groups and stages.</summary>
internal sealed class DescribePluginApis : ServiceOperation
{
    public DescribePluginApis()
        : base(
            "DescribePluginApis", "PluginId", "GroupId", "ApiId", "ApiName", "Path", "Method", "Description", "PageNumber", "PageSize")
    {
    }

    protected override void Execute(OperationContext context)
    {
        var parameters = context.Parameters;
        var page = parameters.Page(100);
        List<(ApiRecord Api, int Stage)> bound = [.. context.RequiredPlugin().Apis.Where(one =>
            Is("GroupId", one.Api.Group.Id)
            && Is("ApiId", one.Api.Id)
            && Has("ApiName", one.Api.Name)
            && Has("Path", one.Api.Path)
            && Is("Method", one.Api.Method)
            && Has("Description", ApiRecord.Description))];

        page.Write(context.Reply, bound.Count);
        context.WriteList("ApiSummarys", "ApiPluginSummary", bound.Skip(page.Start).Take(page.Size), one => context.Reply
            .Property("RegionId", context.RegionId)
            .Property("GroupId", one.Api.Group.Id)
            .Property("GroupName", one.Api.Group.Name)
            .Property("ApiId", one.Api.Id)
            .Property("ApiName", one.Api.Name)
            .Property("Description", ApiRecord.Description)
            .Property("Path", one.Api.Path)
            .Property("Method", one.Api.Method)
            .Property("StageName", SandboxStages.All[one.Stage])
            .Property("StageAlias", SandboxStages.All[one.Stage]));

        bool Is(string name, string value) =>
            parameters.Optional(name) is not { } asked || string.Equals(asked, value, StringComparison.Ordinal);

        bool Has(string name, string value) =>
            parameters.Optional(name) is not { } asked || value.IndexOf(asked, StringComparison.OrdinalIgnoreCase) >= 0;
    }
}

using AliGatewaySignature.Sandbox.State;
using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>Lists APIs.</summary>
internal sealed class DescribeApis : ServiceOperation
{
    public DescribeApis()
        : base(
            "DescribeApis", "ApiId", "ApiName", "ApiMethod", "ApiPath", "CatalogId", "GroupId", "StageName", "UnDeployed",
            "Visibility", "EnableTagAuth", "Tag", "PageNumber", "PageSize")
    {
    }

    protected override void Execute(OperationContext context)
    {
        var parameters = context.Parameters;
        var page = parameters.Page(100);
        var asked = Groups(context);
        var publishing = Publishing(context);

        // A sample group is published as a whole, so that the filter on publishing chooses among groups.
        List<ApiGroupRecord> groups = [.. asked.Where(group =>
            publishing is null || !group.IsUniform || group.Apis.Count == 0 || publishing(group.Apis[0]))];
        int total;
        IEnumerable<ApiRecord> apis;
        if (Filter(context, groups.TrueForAll(static group => group.IsUniform) ? null : publishing) is { } filter)
        {
            // A filter reads every API, of which there may be a million: so it keeps one page only.
            total = 0;
            var kept = new List<ApiRecord>();
            foreach (var api in groups.SelectMany(static group => group.Apis).Where(filter))
            {
                if (total++ >= page.Start && kept.Count < page.Size)
                {
                    kept.Add(api);
                }
            }

            apis = kept;
        }
        else
        {
            total = groups.Sum(static group => group.Apis.Count);
            apis = Slice(groups, page);
        }

        page.Write(context.Reply, total);
        context.WriteList("ApiSummarys", "ApiSummary", apis, api => Write(context.Reply, api, context.RegionId));
    }

    /// <summary>The filter on publishing; null where there is none.</summary>
    private static Func<ApiRecord, bool>? Publishing(OperationContext context)
    {
        var unpublished = context.Parameters.Flag("UnDeployed") ?? false;
        if (context.Parameters.Optional("StageName") is not null)
        {
            var stage = context.RequiredStage(pre: true);
            return api => api.IsPublished(stage) != unpublished;
        }

        return unpublished
            ? static api => !Enumerable.Range(0, SandboxStages.All.Count).Any(api.IsPublished)
            : null;
    }

    private static IReadOnlyList<ApiGroupRecord> Groups(OperationContext context) =>
        context.Parameters.Optional("GroupId") is { } id
            ? [context.Store.FindGroup(id) ?? throw ServiceFault.NotFound("ApiGroup")]
            : context.Store.Groups;

    private static Func<ApiRecord, bool>? Filter(OperationContext context, Func<ApiRecord, bool>? publishing)
    {
        var parameters = context.Parameters;
        var filters = new List<Func<ApiRecord, bool>>();
        if (publishing is not null)
        {
            filters.Add(publishing);
        }

        if (parameters.Optional("ApiId") is { } id)
        {
            filters.Add(api => string.Equals(api.Id, id, StringComparison.Ordinal));
        }

        if (parameters.Optional("ApiName") is { } name)
        {
            filters.Add(api => api.Name.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0);
        }

        if (parameters.Optional("ApiMethod") is { } method)
        {
            filters.Add(api => string.Equals(api.Method, method, StringComparison.OrdinalIgnoreCase));
        }

        if (parameters.Optional("ApiPath") is { } path)
        {
            filters.Add(api => string.Equals(api.Path, path, StringComparison.Ordinal));
        }

        if (parameters.Optional("Visibility") is { } visibility)
        {
            filters.Add(api => string.Equals(api.Visibility, visibility, StringComparison.Ordinal));
        }

        // The samples have neither catalogues nor tags, so these filters match nothing.
        if (parameters.Optional("CatalogId") is not null
            || parameters.Names.Any(static name => name.StartsWith("Tag.", StringComparison.Ordinal)))
        {
            filters.Add(static _ => false);
        }

        return filters.Count == 0 ? null : api => filters.TrueForAll(filter => filter(api));
    }

    private static List<ApiRecord> Slice(List<ApiGroupRecord> groups, Page page)
    {
        var apis = new List<ApiRecord>();
        var skip = page.Start;
        foreach (var group in groups)
        {
            for (var i = Math.Min(skip, group.Apis.Count); i < group.Apis.Count && apis.Count < page.Size; i++)
            {
                apis.Add(group.Apis[i]);
            }

            skip = Math.Max(0, skip - group.Apis.Count);
        }

        return apis;
    }

    private static void Write(JsonText reply, ApiRecord api, string regionId)
    {
        reply
            .Property("ApiId", api.Id)
            .Property("ApiName", api.Name)
            .Property("ApiMethod", api.Method)
            .Property("ApiPath", api.Path)
            .Property("GroupId", api.Group.Id)
            .Property("GroupName", api.Group.Name)
            .Property("RegionId", regionId)
            .Property("Visibility", api.Visibility)
            .Property("Description", ApiRecord.Description)
            .Property("CreatedTime", ServiceTime.Text(api.Group.Created))
            .Property("ModifiedTime", ServiceTime.Text(api.Group.Created))
            .OpenObject("DeployedInfos").OpenList("DeployedInfo");
        for (var stage = 0; stage < SandboxStages.All.Count; stage++)
        {
            reply.OpenObject()
                .Property("StageName", SandboxStages.All[stage])
                .Property("DeployedStatus", api.IsPublished(stage) ? "DEPLOYED" : "NONDEPLOYED");
            if (api.IsPublished(stage))
            {
                reply.Property("EffectiveVersion", "20260101000000000");
            }

            reply.Close();
        }

        reply.Close().Close().OpenObject("TagList").OpenList("Tag").Close().Close();
    }
}

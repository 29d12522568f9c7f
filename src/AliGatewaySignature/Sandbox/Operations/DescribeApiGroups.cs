using AliGatewaySignature.Sandbox.State;

namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>Lists API groups. The one listing whose pages end at 50.</summary>
internal sealed class DescribeApiGroups : ServiceOperation
{
    private const string Instance = "api-shared-vpc-001";

    public DescribeApiGroups()
        : base("DescribeApiGroups", "GroupId", "GroupName", "InstanceId", "BasePath", "Sort", "EnableTagAuth", "Tag",
            "PageNumber", "PageSize")
    {
    }

    protected override void Execute(OperationContext context)
    {
        var parameters = context.Parameters;
        var page = parameters.Page(50);
        var id = parameters.Optional("GroupId");
        var name = parameters.Optional("GroupName");
        var none = parameters.Optional("InstanceId") is { } instance && instance != Instance
            || parameters.Optional("BasePath") is { } basePath && basePath != "/"
            || parameters.Names.Any(static parameter => parameter.StartsWith("Tag.", StringComparison.Ordinal));

        List<ApiGroupRecord> groups = [.. context.Store.Groups.Where(group =>
            !none
            && (id is null || string.Equals(group.Id, id, StringComparison.Ordinal))
            && (name is null || group.Name.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0))];

        // By time of modification, which is the same for all samples: so the order of the samples stands for it.
        switch (parameters.Optional("Sort") ?? "desc")
        {
            case "asc":
                break;
            case "desc":
                groups.Reverse();
                break;
            default:
                throw ServiceFault.Invalid("Sort", "it must be asc or desc.");
        }

        page.Write(context.Reply, groups.Count);
        context.WriteList(
            "ApiGroupAttributes", "ApiGroupAttribute", groups.Skip(page.Start).Take(page.Size), group => Write(context, group));
    }

    private static void Write(OperationContext context, ApiGroupRecord group) => context.Reply
        .Property("GroupId", group.Id)
        .Property("GroupName", group.Name)
        .Property("SubDomain", $"{group.Id}-{context.RegionId}.alicloudapi.com")
        .Property("BasePath", "/")
        .Property("InstanceId", Instance)
        .Property("InstanceType", "VPC_SHARED")
        .Property("RegionId", context.RegionId)
        .Property("Description", ApiGroupRecord.Description)
        .Property("HttpsPolicy", "HTTPS2_TLS1_2")
        .Property("IllegalStatus", "NORMAL")
        .Property("BillingStatus", "NORMAL")
        .Property("TrafficLimit", 500)
        .Property("CreatedTime", ServiceTime.Text(group.Created))
        .Property("ModifiedTime", ServiceTime.Text(group.Created))
        .OpenObject("Tags").OpenList("TagInfo").Close().Close();
}

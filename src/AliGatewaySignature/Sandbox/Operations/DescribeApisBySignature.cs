using AliGatewaySignature.Sandbox.State;

namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>Lists where a key is bound, over all groups and stages.</summary>
internal sealed class DescribeApisBySignature : ServiceOperation
{
    public DescribeApisBySignature()
        : base("DescribeApisBySignature", "SignatureId", "PageNumber", "PageSize")
    {
    }

    protected override void Execute(OperationContext context)
    {
        var page = context.Parameters.Page(100);
        var signature = context.RequiredSignature();

        page.Write(context.Reply, signature.Bindings.Count);
        context.WriteList("ApiInfos", "ApiInfo", signature.Bindings.Slice(page.Start, page.Size), binding => context.Reply
            .Property("RegionId", context.RegionId)
            .Property("GroupId", binding.Api.Group.Id)
            .Property("GroupName", binding.Api.Group.Name)
            .Property("StageName", SandboxStages.All[binding.Stage])
            .Property("ApiId", binding.Api.Id)
            .Property("ApiName", binding.Api.Name)
            .Property("Description", ApiRecord.Description)
            .Property("Visibility", binding.Api.Visibility)
            .Property("BoundTime", ServiceTime.Text(binding.Bound)));
    }
}

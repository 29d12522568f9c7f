using AliGatewaySignature.Sandbox.State;

namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>Lists the keys that are bound to the APIs of a group in a stage.</summary>
internal sealed class DescribeApiSignatures : ServiceOperation
{
    public DescribeApiSignatures()
        : base("DescribeApiSignatures", "GroupId", "StageName", "ApiIds", "PageNumber", "PageSize")
    {
    }

    protected override void Execute(OperationContext context)
    {
        context.Parameters.Required("GroupId");
        context.Parameters.Required("StageName");
        var ids = context.Parameters.ApiIds();
        var page = context.Parameters.Page(100);
        var stage = context.RequiredStage(pre: false);
        var group = context.RequiredGroup();

        int total;
        IEnumerable<BindingRecord> bindings;
        if (ids is null)
        {
            total = group.Bindings[stage].Count;
            bindings = group.Bindings[stage].Slice(page.Start, page.Size);
        }
        else
        {
            BindingRecord[] named =
                [.. new HashSet<string>(ids, StringComparer.Ordinal).Select(id => group.Find(id)?.Bindings[stage]).OfType<BindingRecord>()];
            total = named.Length;
            bindings = named.Skip(page.Start).Take(page.Size);
        }

        page.Write(context.Reply, total);
        context.WriteList("ApiSignatures", "ApiSignatureItem", bindings, binding => context.Reply
            .Property("ApiId", binding.Api.Id)
            .Property("ApiName", binding.Api.Name)
            .Property("SignatureId", binding.Signature.Id)
            .Property("SignatureName", binding.Signature.Name)
            .Property("BoundTime", ServiceTime.Text(binding.Bound)));
    }
}

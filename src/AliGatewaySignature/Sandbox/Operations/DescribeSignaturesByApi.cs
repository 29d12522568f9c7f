namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>Says which key one API has in a stage.</summary>
internal sealed class DescribeSignaturesByApi : ServiceOperation
{
    public DescribeSignaturesByApi()
        : base("DescribeSignaturesByApi", "GroupId", "ApiId", "StageName")
    {
    }

    protected override void Execute(OperationContext context)
    {
        context.Parameters.Required("GroupId");
        var apiId = context.Parameters.Required("ApiId");
        context.Parameters.Required("StageName");
        var stage = context.RequiredStage(pre: false);
        var api = context.RequiredGroup().Find(apiId) ?? throw ServiceFault.NotFound("Api");

        context.Reply.OpenObject("Signatures").OpenList("SignatureItem");
        if (api.Bindings[stage] is { } binding)
        {
            context.Reply.OpenObject()
                .Property("SignatureId", binding.Signature.Id)
                .Property("SignatureName", binding.Signature.Name)
                .Property("BoundTime", ServiceTime.Text(binding.Bound))
                .Close();
        }

        context.Reply.Close().Close();
    }
}

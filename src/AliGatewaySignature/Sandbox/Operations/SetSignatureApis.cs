using AliGatewaySignature.Sandbox.State;

namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>Binds a key to APIs of one group in one stage.</summary>
internal sealed class SetSignatureApis : ServiceOperation
{
    public SetSignatureApis()
        : base("SetSignatureApis", "SignatureId", "GroupId", "ApiIds", "StageName")
    {
    }

    protected override void Execute(OperationContext context)
    {
        context.Parameters.Required("SignatureId");
        context.Parameters.Required("GroupId");
        context.Parameters.Required("StageName");
        var ids = context.Parameters.ApiIds() ?? throw ServiceFault.Missing("ApiIds");
        var stage = context.RequiredStage(pre: true);
        var signature = context.RequiredSignature();
        var group = context.RequiredGroup();

        var plan = new BindingPlan();
        foreach (var id in new HashSet<string>(ids, StringComparer.Ordinal))
        {
            Plan(plan, context, group.Find(id), stage, signature);
        }

        plan.Carry(context);
    }

    private static void Plan(BindingPlan plan, OperationContext context, ApiRecord? api, int stage, SignatureRecord signature)
    {
        var semantics = context.Semantics;
        if (api is null)
        {
            plan.Refuse(ServiceFault.NotFound("Api"));
        }
        else if (!api.IsPublished(stage) && semantics.UnpublishedApi == Acceptance.Refuse)
        {
            plan.Refuse(ServiceFault.NotFound("DeployedApi"));
        }
        else if (api.Bindings[stage] is not { } bound)
        {
            plan.Change(() => SandboxStore.Bind(api, stage, signature, context.Now));
        }
        else if (bound.Signature == signature)
        {
            if (semantics.RebindSameKey == NoChange.Refuse)
            {
                plan.Refuse(new ServiceFault(
                    400, $"Repeated{semantics.ResourceWord}Binding", "The signature is bound to the API already."));
            }
        }
        else if (semantics.OtherKeyBound == OnOtherKey.Refuse)
        {
            plan.Refuse(new ServiceFault(400, $"Repeated{semantics.ResourceWord}Api", "Another signature is bound to the API."));
        }
        else
        {
            plan.Change(() => SandboxStore.Bind(api, stage, signature, context.Now));
        }
    }
}

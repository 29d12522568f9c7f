using AliGatewaySignature.Sandbox.State;

namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>Unbinds a key from APIs of one group in one stage; from all of them when no ids are sent.</summary>
internal sealed class RemoveSignatureApis : ServiceOperation
{
    public RemoveSignatureApis()
        : base("RemoveSignatureApis", "SignatureId", "GroupId", "ApiIds", "StageName")
    {
    }

    protected override void Execute(OperationContext context)
    {
        context.Parameters.Required("SignatureId");
        context.Parameters.Required("GroupId");
        context.Parameters.Required("StageName");
        var ids = context.Parameters.ApiIds();
        if (ids is null && context.Parameters.Sent("ApiIds") && context.Semantics.EmptyApiIdsOnRemove == EmptyIds.Refuse)
        {
            throw ServiceFault.Missing("ApiIds");
        }

        var stage = context.RequiredStage(pre: false);
        var signature = context.RequiredSignature();
        var group = context.RequiredGroup();
        if (ids is null)
        {
            RemoveAll(context, group, stage, signature);
            return;
        }

        var plan = new BindingPlan();
        foreach (var id in new HashSet<string>(ids, StringComparer.Ordinal))
        {
            Plan(plan, context, group.Find(id), stage, signature);
        }

        plan.Carry(context);
    }

    private static void RemoveAll(OperationContext context, ApiGroupRecord group, int stage, SignatureRecord signature)
    {
        BindingRecord[] bound = [.. group.Bindings[stage].All().Where(binding => binding.Signature == signature)];
        foreach (var binding in bound)
        {
            SandboxStore.Unbind(binding);
            context.Changed = true;
        }
    }

    private static void Plan(BindingPlan plan, OperationContext context, ApiRecord? api, int stage, SignatureRecord signature)
    {
        if (api is null)
        {
            plan.Refuse(ServiceFault.NotFound("Api"));
        }
        else if (api.Bindings[stage] is { } binding && binding.Signature == signature)
        {
            plan.Change(() => SandboxStore.Unbind(binding));
        }
        else if (context.Semantics.UnbindNotBound == NoChange.Refuse)
        {
            plan.Refuse(ServiceFault.NotFound(context.Semantics.ResourceWord + "Binding"));
        }
    }
}

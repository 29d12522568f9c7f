namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>Deletes a key that is bound nowhere.</summary>
internal sealed class DeleteSignature : ServiceOperation
{
    public DeleteSignature()
        : base("DeleteSignature", "SignatureId")
    {
    }

    protected override void Execute(OperationContext context)
    {
        var signature = context.RequiredSignature();
        if (signature.Bindings.Count > 0)
        {
            throw new ServiceFault(
                400, "DependencyViolation" + context.Semantics.ResourceWord, "The specified signature is bound to APIs; unbind it first.");
        }

        context.Store.RemoveSignature(signature);
        context.Changed = true;
    }
}

using AliGatewaySignature.Sandbox.State;

namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>Makes a key.</summary>
internal sealed class CreateSignature : ServiceOperation
{
    public CreateSignature()
        : base("CreateSignature", "SignatureName", "SignatureKey", "SignatureSecret")
    {
    }

    /// <summary>Refuses a name that another key has, where the sandbox is set to.</summary>
    public static void RequireFreeName(OperationContext context, string name, SignatureRecord? except)
    {
        if (context.Semantics.DuplicateKeyName == Acceptance.Refuse
            && context.Store.Signatures.All().Any(other => other != except && string.Equals(other.Name, name, StringComparison.Ordinal)))
        {
            throw new ServiceFault(400, $"Repeated{context.Semantics.ResourceWord}Name", "The specified SignatureName is already used.");
        }
    }

    protected override void Execute(OperationContext context)
    {
        var name = KeyRules.RequireName(context.Parameters.Required("SignatureName"));
        var key = KeyRules.RequireKey(context.Parameters.Required("SignatureKey"));
        var secret = KeyRules.RequireSecret(context.Parameters.Required("SignatureSecret"));
        RequireFreeName(context, name, null);

        var signature = context.Store.AddSignature(name, key, secret, context.Now);
        context.Changed = true;
        context.Reply.Property("SignatureId", signature.Id).Property("SignatureName", signature.Name);
    }
}

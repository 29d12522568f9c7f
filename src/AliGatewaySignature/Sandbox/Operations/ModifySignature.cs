namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>Changes the parts of a key that were sent.</summary>
internal sealed class ModifySignature : ServiceOperation
{
    public ModifySignature()
        : base("ModifySignature", "SignatureId", "SignatureName", "SignatureKey", "SignatureSecret")
    {
    }

    protected override void Execute(OperationContext context)
    {
        var signature = context.RequiredSignature();
        var name = context.Parameters.Optional("SignatureName") is { } newName ? KeyRules.RequireName(newName) : signature.Name;
        var key = context.Parameters.Optional("SignatureKey") is { } newKey ? KeyRules.RequireKey(newKey) : signature.Key;
        var secret = context.Parameters.Optional("SignatureSecret") is { } newSecret ? KeyRules.RequireSecret(newSecret) : signature.Secret;
        CreateSignature.RequireFreeName(context, name, signature);

        context.Changed = name != signature.Name || key != signature.Key || secret != signature.Secret;
        signature.Name = name;
        signature.Key = key;
        signature.Secret = secret;
        signature.Modified = context.Now;
        context.Reply.Property("SignatureId", signature.Id).Property("SignatureName", signature.Name);
    }
}

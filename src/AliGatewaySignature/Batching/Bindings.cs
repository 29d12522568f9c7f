using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>From a batch to what travels down the pipeline.</summary>
internal static class Bindings
{
    /// <summary>One binding per API of the batch, all in the same state, in input order.</summary>
    public static AgSignatureBinding[] Create(Batch batch, AgBindingState state)
    {
        var bindings = new AgSignatureBinding[batch.ApiIds.Count];
        for (var i = 0; i < bindings.Length; i++)
        {
            bindings[i] = new AgSignatureBinding(
                batch.Key.SignatureId ?? string.Empty, batch.Key.GroupId, batch.Key.StageName, batch.ApiIds[i], state);
        }

        return bindings;
    }
}

using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>What a batch is to bring about: bind a key, or unbind it.</summary>
internal sealed class BindingChange
{
    private BindingChange()
    {
    }

    public static BindingChange Bind { get; } = new()
    {
        IdsPerCall = Operations.SetSignatureApis.IdsPerCall,
        Goal = AgBindingState.Bound,
        Participle = "bound",
        SendAsync = static (client, batch, ids, token) => client.SetSignatureApisAsync(
            batch.Key.SignatureId!, batch.Key.GroupId, batch.Key.StageName, ids, batch.PurposeOf(ids.Count), token),
    };

    public static BindingChange Unbind { get; } = new()
    {
        IdsPerCall = Operations.RemoveSignatureApis.IdsPerCall,
        Goal = AgBindingState.Unbound,
        Participle = "unbound",
        SendAsync = static (client, batch, ids, token) => client.RemoveSignatureApisAsync(
            batch.Key.SignatureId!, batch.Key.GroupId, batch.Key.StageName, ids, batch.PurposeOf(ids.Count), token),
    };

    /// <summary>How many ids one call carries at most.</summary>
    public required int IdsPerCall { get; init; }

    /// <summary>The state that every API of the batch is to be in.</summary>
    public required AgBindingState Goal { get; init; }

    /// <summary>"bound" or "unbound".</summary>
    public required string Participle { get; init; }

    /// <summary>Sends some ids of a batch.</summary>
    public required Func<GatewayClient, Batch, IReadOnlyList<string>, CancellationToken, Task> SendAsync { get; init; }

    /// <summary>The state of an API, given the key that it carries; null when it carries none.</summary>
    public static AgBindingState StateOf(Batch batch, string? carried) =>
        Ids.Comparer.Equals(carried, batch.Key.SignatureId) ? AgBindingState.Bound : AgBindingState.Unbound;
}

using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>What a batch is to bring about: bind a key, or unbind it.</summary>
internal sealed class BindingChange
{
    private readonly Func<GatewayClient, Batch, IReadOnlyList<string>, CancellationToken, Task> _send;

    private BindingChange(
        int idsPerCall, AgBindingState goal, string participle,
        Func<GatewayClient, Batch, IReadOnlyList<string>, CancellationToken, Task> send)
    {
        IdsPerCall = idsPerCall;
        Goal = goal;
        Participle = participle;
        _send = send;
    }

    public static BindingChange Bind { get; } = new(Operations.SetSignatureApis.IdsPerCall, AgBindingState.Bound, "bound",
        (client, batch, ids, token) =>
        client.SetSignatureApisAsync(batch.Key.SignatureId!, batch.Key.GroupId, batch.Key.StageName, ids, batch.About(ids.Count), token));

    public static BindingChange Unbind { get; } = new(Operations.RemoveSignatureApis.IdsPerCall, AgBindingState.Unbound,
        "unbound", (client, batch, ids, token) =>
        client.RemoveSignatureApisAsync(
            batch.Key.SignatureId!, batch.Key.GroupId, batch.Key.StageName, ids, batch.About(ids.Count), token));

    /// <summary>How many ids one call carries at most.</summary>
    public int IdsPerCall { get; }

    /// <summary>The state that every API of the batch is to be in.</summary>
    public AgBindingState Goal { get; }

    /// <summary>"bound" or "unbound".</summary>
    public string Participle { get; }

    public Task SendAsync(GatewayClient client, Batch batch, IReadOnlyList<string> apiIds, CancellationToken cancellationToken) =>
        _send(client, batch, apiIds, cancellationToken);

    /// <summary>The state of an API, given the key that it carries; null when it carries none.</summary>
    public static AgBindingState StateOf(Batch batch, string? carried) =>
        string.Equals(carried, batch.Key.SignatureId, StringComparison.Ordinal) ? AgBindingState.Bound : AgBindingState.Unbound;
}

using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>How a batch ended. Each of its APIs is either among the bindings or in one of the failures.</summary>
internal sealed class BatchResult(Batch batch, IReadOnlyList<AgSignatureBinding> bindings, IReadOnlyList<BatchFailure>? failures = null)
{
    public Batch Batch { get; } = batch;

    /// <summary>What succeeded, in input order.</summary>
    public IReadOnlyList<AgSignatureBinding> Bindings { get; } = bindings;

    public IReadOnlyList<BatchFailure> Failures { get; } = failures ?? [];

    /// <summary>
    /// The batch as it is now, where its state changed between the question and the call. Nothing was sent: it must be asked about
    /// again.
    /// </summary>
    public Batch? Changed { get; private init; }

    /// <summary>Nothing was sent, for the state is not the one that was asked about.</summary>
    public static BatchResult AskAgain(Batch changed) => new(changed, []) { Changed = changed };

    /// <summary>The result of a batch of which nothing is known but the failure.</summary>
    public static BatchResult Failed(Batch batch, AgException exception) =>
        new(batch, [], [new BatchFailure(exception, Batching.Bindings.Create(batch, AgBindingState.Unknown))]);
}

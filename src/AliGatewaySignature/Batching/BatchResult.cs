using System.Collections.Generic;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>How a batch ended. Each of its APIs is either among the bindings or in one of the failures.</summary>
internal sealed class BatchResult
{
    public BatchResult(Batch batch, IReadOnlyList<AgSignatureBinding> bindings, IReadOnlyList<BatchFailure>? failures = null)
    {
        Batch = batch;
        Bindings = bindings;
        Failures = failures ?? [];
    }

    public Batch Batch { get; }

    /// <summary>What succeeded, in input order.</summary>
    public IReadOnlyList<AgSignatureBinding> Bindings { get; }

    public IReadOnlyList<BatchFailure> Failures { get; }
}

using System.Collections.Generic;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>How a batch ended: what is known of its APIs now, and what went wrong.</summary>
internal sealed class BatchResult
{
    public BatchResult(Batch batch, IReadOnlyList<AgSignatureBinding> bindings, AgException? failure = null)
    {
        Batch = batch;
        Bindings = bindings;
        Failure = failure;
    }

    public Batch Batch { get; }

    /// <summary>One an API, in input order; empty when the batch failed.</summary>
    public IReadOnlyList<AgSignatureBinding> Bindings { get; }

    /// <summary>Null when the batch was carried out.</summary>
    public AgException? Failure { get; }
}

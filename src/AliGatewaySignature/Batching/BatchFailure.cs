using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>One error of a batch, and the APIs that it is about; they can be piped back into the same cmdlet.</summary>
internal sealed class BatchFailure(AgException exception, IReadOnlyList<AgSignatureBinding> bindings)
{
    public AgException Exception { get; } = exception;

    public IReadOnlyList<AgSignatureBinding> Bindings { get; } = bindings;
}

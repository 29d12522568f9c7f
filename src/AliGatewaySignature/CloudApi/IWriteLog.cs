using AliGatewaySignature.Errors;

namespace AliGatewaySignature.CloudApi;

/// <summary>Writes down every call that changes something: before it is sent, and what became of it.</summary>
internal interface IWriteLog
{
    /// <summary>Writes down what is about to be sent. It may be sent once this has returned.</summary>
    /// <returns>Takes what became of the call, once. It does not throw: what became of the call stays true.</returns>
    /// <exception cref="AgException">It could not be written, so that the call must not be sent.</exception>
    Action<WriteEnd> Begin(WriteNote note);
}

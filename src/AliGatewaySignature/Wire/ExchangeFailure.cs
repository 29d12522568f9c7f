using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Wire;

/// <summary>Why an exchange has no reply.</summary>
/// <param name="Fault">The row of the fault table.</param>
/// <param name="Phase">How far the request came.</param>
/// <param name="Reason">A few words, without the address of the call.</param>
/// <param name="Cause">The exception of the HTTP stack.</param>
internal sealed record ExchangeFailure(FaultKind Fault, SendPhase Phase, string Reason, Exception Cause)
{
    /// <summary>Whether the request may have been carried out.</summary>
    public bool MayBeDone => Phase >= SendPhase.Written;
}

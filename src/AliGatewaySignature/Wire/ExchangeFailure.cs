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

    /// <summary>The same, with the proxy named where the request got no further than to it, or through it.</summary>
    public ExchangeFailure Through(Uri? proxy) =>
        proxy is null || !(Fault.IsBeforeSending || Fault == Faults.ProxyRefused || Fault == Faults.TlsFailed)
            ? this
            : this with
            {
                Reason = $"{Reason}{(Phase == SendPhase.Tunnel ? " by" : ", through")} the proxy "
                    + proxy.GetLeftPart(UriPartial.Authority),
            };
}

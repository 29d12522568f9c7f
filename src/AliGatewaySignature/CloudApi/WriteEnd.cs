using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.CloudApi;

/// <summary>What became of a call that changes something.</summary>
/// <param name="Outcome">Whether it was carried out.</param>
internal sealed record WriteEnd(AgChangeOutcome Outcome)
{
    /// <summary>The key that the call made; null for every other call.</summary>
    public string? SignatureId { get; init; }

    public string? RequestId { get; init; }

    public string? ErrorId { get; init; }

    public string? Code { get; init; }

    /// <summary>How a call ended that threw. Of one that was cancelled nobody knows how far it came.</summary>
    public static WriteEnd Of(Exception failure) => failure is AgException e
        ? new WriteEnd(e.OutcomeUnknown ? AgChangeOutcome.Unknown : AgChangeOutcome.NotDone)
        {
            RequestId = e.RequestId,
            ErrorId = e.ErrorId,
            Code = e.Code,
        }
        : new WriteEnd(AgChangeOutcome.Unknown);
}

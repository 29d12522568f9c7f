namespace AliGatewaySignature.Sandbox.Verification;

/// <summary>What a request says about who signed it, when and how; not yet believed.</summary>
internal sealed class SignatureClaim
{
    public required string AccessKeyId { get; init; }

    public required string? SecurityToken { get; init; }

    /// <summary>The time that was signed, as it came.</summary>
    public required string Timestamp { get; init; }

    public required string Nonce { get; init; }

    /// <summary>The signature that was sent.</summary>
    public required string Signature { get; init; }

    /// <summary>Computes the signature that this request must have, given the caller's secret.</summary>
    public required Func<string, string> Compute { get; init; }

    /// <summary>What the service says when the signatures differ.</summary>
    public required string MismatchMessage { get; init; }
}

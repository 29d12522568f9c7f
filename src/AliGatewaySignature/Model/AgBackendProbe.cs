namespace AliGatewaySignature.Model;

/// <summary>One request of Test-AgBackend, and what came of it.</summary>
public sealed class AgBackendProbe
{
    internal AgBackendProbe()
    {
    }

    /// <summary>What was tried.</summary>
    public AgBackendCase Case { get; internal init; }

    /// <summary>Whether the new pair signed, and not the one in force.</summary>
    public bool IsNewPair { get; internal init; }

    /// <summary>Who signed it: "pair in force", "new pair", "wrong Secret" or "unknown Key"; null where nobody did.</summary>
    public string? SignedWith => IsNewPair ? "new pair"
        : Case switch
        {
            AgBackendCase.UnsignedRequest or AgBackendCase.HeadersPresent => null,
            AgBackendCase.WrongSecret => "wrong Secret",
            AgBackendCase.UnknownKey => "unknown Key",
            _ => "pair in force",
        };

    /// <summary>What a backend should do with it: Accepted or Refused.</summary>
    public AgBackendOutcome Expected { get; internal init; }

    /// <summary>What it did.</summary>
    public AgBackendOutcome Outcome { get; internal set; }

    /// <summary>The HTTP status of the answer; null where there was none.</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>Why it was not tried, or why there was no answer; null otherwise.</summary>
    public string? Reason { get; internal set; }

    /// <summary>What was signed; null where nothing was. It holds no secret.</summary>
    public string? StringToSign { get; internal set; }

    /// <summary>"NewPair: Refused (403)".</summary>
    public override string ToString() =>
        $"{Case}{(IsNewPair && Case != AgBackendCase.NewPair ? " with the new pair" : string.Empty)}: {Outcome}"
        + (StatusCode is null ? string.Empty : $" ({StatusCode})");
}

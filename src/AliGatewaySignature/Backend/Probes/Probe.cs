using AliGatewaySignature.Model;

namespace AliGatewaySignature.Backend.Probes;

/// <summary>One request that is to be tried.</summary>
/// <param name="Case">What it tries.</param>
/// <param name="Pair">The pair that signs; null for none.</param>
/// <param name="IsNewPair">Whether that is the new one.</param>
/// <param name="Expected">What a backend should do with it.</param>
/// <param name="Request">The request, not signed.</param>
/// <param name="WhyNot">Why it cannot be tried; null when it can.</param>
internal sealed record Probe(
    AgBackendCase Case, BackendPair? Pair, bool IsNewPair, AgBackendOutcome Expected, BackendRequest Request, string? WhyNot = null);

namespace AliGatewaySignature.Backend.Probes;

/// <summary>The pairs that probes are signed with.</summary>
/// <param name="InForce">The one that the gateway signs with now.</param>
/// <param name="New">The one that it is to sign with; null for none.</param>
/// <param name="Unknown">One that nobody has: its Secret is the wrong one for the Key in force, too.</param>
internal sealed record ProbePairs(BackendPair InForce, BackendPair? New, BackendPair Unknown);

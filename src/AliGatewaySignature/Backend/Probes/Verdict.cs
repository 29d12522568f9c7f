using AliGatewaySignature.Model;

namespace AliGatewaySignature.Backend.Probes;

/// <summary>What the answers to the probes say of a backend.</summary>
internal static class Verdict
{
    /// <summary>
    /// Says of each probe whether it was accepted or refused. Refused is a status that means so; accepted the status that the pair in force
    /// got, if an unsigned request was refused; an unsigned request that is served just as well was accepted itself. All else proves
    /// nothing.
    /// </summary>
    public static void Judge(IReadOnlyList<AgBackendProbe> probes, IReadOnlyCollection<int> refused)
    {
        var accepted = AcceptedStatus(probes, refused);
        var isOpen = IsOpen(probes);
        foreach (var probe in probes.Where(static probe => probe.StatusCode is not null))
        {
            probe.Outcome = refused.Contains(probe.StatusCode!.Value) ? AgBackendOutcome.Refused
                : probe.StatusCode == accepted || (isOpen && probe.Case == AgBackendCase.UnsignedRequest) ? AgBackendOutcome.Accepted
                : AgBackendOutcome.Inconclusive;
        }
    }

    /// <summary>Whether the backend demands a signature.</summary>
    public static AgBackendEnforcement Enforcement(IReadOnlyList<AgBackendProbe> probes)
    {
        var hostile = probes.Where(static probe => probe.Expected == AgBackendOutcome.Refused).ToList();
        return hostile.Exists(static probe => probe.Outcome == AgBackendOutcome.Accepted) ? AgBackendEnforcement.NotEnforcing
            : hostile.TrueForAll(static probe => probe.Outcome == AgBackendOutcome.Refused) && Accepts(probes, AgBackendCase.PairInForce)
                ? AgBackendEnforcement.Enforcing
            : AgBackendEnforcement.Inconclusive;
    }

    /// <summary>Whether it accepts the new pair; only a backend that refuses a wrong one proves that.</summary>
    public static AgBackendReadiness Readiness(IReadOnlyList<AgBackendProbe> probes)
    {
        // A path that has no other form is no doubt.
        var ofNew = probes.Where(static probe => probe.IsNewPair
            && !(probe.Case == AgBackendCase.EncodedPath && probe.Outcome == AgBackendOutcome.NotTried)).ToList();
        return ofNew.Count == 0 ? AgBackendReadiness.NotTried
            : ofNew.Exists(static probe => probe.Outcome == AgBackendOutcome.Refused) ? AgBackendReadiness.NotReady
            : ofNew.TrueForAll(static probe => probe.Outcome == AgBackendOutcome.Accepted)
                && Refuses(probes, AgBackendCase.WrongSecret) && Refuses(probes, AgBackendCase.HeadersPresent)

                // Who lets an unknown Key through does so with the new one.
                && !Accepts(probes, AgBackendCase.UnknownKey)
                ? AgBackendReadiness.Ready
            : AgBackendReadiness.Inconclusive;
    }

    /// <summary>The first probe that did not end as it should; null when all did.</summary>
    public static AgBackendProbe? FirstFailure(IReadOnlyList<AgBackendProbe> probes) =>
        probes.FirstOrDefault(static probe => probe.Outcome != AgBackendOutcome.NotTried && probe.Outcome != probe.Expected);

    private static int? AcceptedStatus(IReadOnlyList<AgBackendProbe> probes, IReadOnlyCollection<int> refused) =>
        Of(probes, AgBackendCase.UnsignedRequest)?.StatusCode is { } unsigned && refused.Contains(unsigned)

            // A backend that fails, or wants to be left alone, has accepted nothing.
            && Of(probes, AgBackendCase.PairInForce)?.StatusCode is { } status && status < 500 && status != 429
            && !refused.Contains(status)
            ? status
            : null;

    private static bool IsOpen(IReadOnlyList<AgBackendProbe> probes) =>
        Of(probes, AgBackendCase.UnsignedRequest)?.StatusCode is { } unsigned and < 300
        && unsigned == Of(probes, AgBackendCase.PairInForce)?.StatusCode;

    private static bool Accepts(IReadOnlyList<AgBackendProbe> probes, AgBackendCase what) =>
        Of(probes, what)?.Outcome == AgBackendOutcome.Accepted;

    private static bool Refuses(IReadOnlyList<AgBackendProbe> probes, AgBackendCase what) =>
        Of(probes, what)?.Outcome == AgBackendOutcome.Refused;

    private static AgBackendProbe? Of(IReadOnlyList<AgBackendProbe> probes, AgBackendCase what) =>
        probes.FirstOrDefault(probe => probe.Case == what && !(probe.IsNewPair && what != AgBackendCase.NewPair));
}

using AliGatewaySignature.Model;

namespace AliGatewaySignature.Backend.Probes;

/// <summary>What usually makes a probe end as it should not. Source: the mistakes of real backends whose code is public.</summary>
internal static class UsualCause
{
    private const string Capture = " Capture a request of the gateway and let Test-AgBackendSignature say which reading holds.";

    private static readonly Dictionary<AgBackendCase, string> OfCases = new()
    {
        [AgBackendCase.UnsignedRequest] = "The backend answers requests without a signature: the check is switched off, commented out, "
            + "or does not cover this path.",
        [AgBackendCase.PairInForce] = "The backend does not accept the pair that was given as the one in force: it has another pair, or it "
            + "builds the string to sign in another way (-Reading)." + Capture,
        [AgBackendCase.NewPair] = "The backend does not have the new pair yet. Give it both pairs, and leave the old one in until the "
            + "gateway has switched.",
        [AgBackendCase.WrongSecret] = "The backend does not compare the signature with one that it computed with the Secret.",
        [AgBackendCase.UnknownKey] = "The backend does not look the Key up: an unknown one must be refused.",
        [AgBackendCase.HeadersPresent] = "The backend takes the mere presence of the headers for a signature: anybody can send them.",
        [AgBackendCase.LowerCaseHeader] = "The backend looks for the names of the headers in one case only. HTTP/2 and many proxies write "
            + "them in lower case.",
        [AgBackendCase.JsonBody] = "The body was read before the check (by another filter), so that the MD5 of nothing is computed; or "
            + "Content-MD5 is taken from another place (-Reading)." + Capture,
        [AgBackendCase.FormBody] = "The fields of a form belong to the signed parameters, together with the query, and a form has no "
            + "Content-MD5; often another filter has read them before.",
        [AgBackendCase.RepeatedParameter] = "Of a parameter that comes twice, the first value is signed; the backend takes another.",
        [AgBackendCase.EmptyParameter] = "The backend writes a parameter with an empty value in another way than 'name=' (-Reading)."
            + Capture,
        [AgBackendCase.BareParameter] = "The backend writes a parameter without '=' in another way than 'name=' (-Reading)."
            + Capture,
        [AgBackendCase.EncodedPath] = "The backend signs another form of the path: decoded, or as it came (-Reading)." + Capture,
        [AgBackendCase.UnicodeParameter] = "The backend does not decode parameters as UTF-8 before it signs them.",
    };

    /// <summary>What to look at when this probe is the first that failed.</summary>
    public static string Of(AgBackendProbe probe) =>
        probe.StatusCode is null ? "The backend gave no answer: " + (probe.Reason ?? "no reason is known.")
        : probe.Outcome != AgBackendOutcome.Inconclusive ? OfCases[probe.Case]
        : probe.StatusCode >= 500
            ? $"The backend fails with {probe.StatusCode} where it should "
                + (probe.Expected == AgBackendOutcome.Refused
                    ? "refuse: a Key that it does not know, or a header that is missing, must be refused and not crash the check."
                    : "answer: look into its log.")
        : probe.StatusCode is >= 300 and < 400
            ? $"The backend sends the probe elsewhere ({probe.StatusCode}) and has checked nothing: name the address that it sends to."
        : probe.Case is AgBackendCase.UnsignedRequest or AgBackendCase.PairInForce && probe.StatusCode < 300
            ? OfCases[AgBackendCase.UnsignedRequest]
        : $"Status {probe.StatusCode} is neither a refusal nor what the pair in force got. Name a path that exists for this method, or the "
            + "status with which this backend refuses (-RefusedStatusCode).";
}

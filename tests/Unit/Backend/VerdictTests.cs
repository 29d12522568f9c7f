using AliGatewaySignature.Backend.Probes;
using AliGatewaySignature.Model;
using Xunit;

namespace AliGatewaySignature.Tests.Backend;

/// <summary>What answers say of a backend; tests/Pester/Backend.Tests.ps1 asks real ones.</summary>
public class VerdictTests
{
    private static readonly AgBackendCase[] Hostile =
        [AgBackendCase.UnsignedRequest, AgBackendCase.WrongSecret, AgBackendCase.UnknownKey, AgBackendCase.HeadersPresent];

    [Theory]
    [InlineData(403, 200, 200, 403, 403, 403, "Enforcing", "Ready")]
    [InlineData(401, 204, 204, 403, 401, 401, "Enforcing", "Ready")]
    [InlineData(403, 200, 403, 403, 403, 403, "Enforcing", "NotReady")]
    [InlineData(403, 200, 500, 403, 403, 403, "Enforcing", "Inconclusive")]

    // Who lets an unknown Key through does so with the new pair.
    [InlineData(403, 200, 200, 403, 200, 403, "NotEnforcing", "Inconclusive")]

    // Who crashes at one still has the new pair.
    [InlineData(403, 200, 200, 403, 500, 403, "Inconclusive", "Ready")]
    [InlineData(403, 200, 200, 200, 403, 403, "NotEnforcing", "Inconclusive")]
    [InlineData(403, 200, 200, 403, 403, 200, "NotEnforcing", "Inconclusive")]
    [InlineData(200, 200, 200, 200, 200, 200, "NotEnforcing", "Inconclusive")]
    [InlineData(301, 301, 301, 301, 301, 301, "Inconclusive", "Inconclusive")]
    [InlineData(404, 404, 404, 404, 404, 404, "Inconclusive", "Inconclusive")]
    [InlineData(403, 403, 403, 403, 403, 403, "Inconclusive", "NotReady")]
    [InlineData(403, 503, 503, 403, 403, 403, "Inconclusive", "Inconclusive")]
    [InlineData(403, 429, 429, 403, 403, 403, "Inconclusive", "Inconclusive")]
    public void Statuses_make_the_verdict(
        int nothing, int inForce, int ofNew, int wrong, int unknown, int present, string enforcement, string readiness)
    {
        AgBackendProbe[] probes =
        [
            Probe(AgBackendCase.UnsignedRequest, nothing), Probe(AgBackendCase.PairInForce, inForce), Probe(AgBackendCase.NewPair, ofNew),
            Probe(AgBackendCase.WrongSecret, wrong), Probe(AgBackendCase.UnknownKey, unknown),
            Probe(AgBackendCase.HeadersPresent, present),
        ];

        Verdict.Judge(probes, [401, 403]);

        Assert.Equal((enforcement, readiness), ($"{Verdict.Enforcement(probes)}", $"{Verdict.Readiness(probes)}"));
        Assert.All(
            probes.Where(static probe => probe.Outcome != probe.Expected),
            static probe => Assert.NotEmpty(UsualCause.Of(probe)));
    }

    /// <summary>The words of a verdict must not contradict each other.</summary>
    [Fact]
    public void A_backend_that_serves_unsigned_requests_accepted_one()
    {
        AgBackendProbe[] probes =
        [
            Probe(AgBackendCase.UnsignedRequest, 200), Probe(AgBackendCase.PairInForce, 200), Probe(AgBackendCase.WrongSecret, 403),
        ];

        Verdict.Judge(probes, [401, 403]);

        Assert.Equal("UnsignedRequest: Accepted (200)", $"{Verdict.FirstFailure(probes)}");
        Assert.Equal(AgBackendOutcome.Inconclusive, probes[1].Outcome);
    }

    private static AgBackendProbe Probe(AgBackendCase what, int status) => new()
    {
        Case = what,
        IsNewPair = what == AgBackendCase.NewPair,
        Expected = Hostile.Contains(what) ? AgBackendOutcome.Refused : AgBackendOutcome.Accepted,
        StatusCode = status,
    };
}

using System.Management.Automation;
using AliGatewaySignature.Backend;
using AliGatewaySignature.Backend.Probes;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Says whether a backend demands a valid signature, and whether it accepts a new pair, by asking it: with the pair in force, the new
/// pair, a wrong Secret, an unknown Key, and without a signature.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "AgBackend", SupportsShouldProcess = true)]
[OutputType(typeof(AgBackendVerdict))]
public sealed class TestAgBackendCommand : AgBackendCommand
{
    /// <summary>The pair that the gateway signs with now: a pair, or a key that came with its Secret.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [PairTransformation]
    [ValidateNotNull]
    public AgSignaturePair Pair { get; set; } = null!;

    /// <summary>The pair that the gateway is to sign with.</summary>
    [Parameter(Position = 2)]
    [PairTransformation]
    [ValidateNotNull]
    public AgSignaturePair? NewPair { get; set; }

    /// <summary>
    /// Servers behind the name, each tried by itself: an IP address or a host name, with :port where it is another. Host and TLS name stay
    /// those of -Uri.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? ServerAddress { get; set; }

    /// <summary>
    /// The method that is served at the address; GET when left out. POST, PUT and PATCH try bodies too, and what is accepted is carried
    /// out: a command that sends other than GET, HEAD and OPTIONS asks first.
    /// </summary>
    [Parameter]
    [ValidateSet("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")]
    public string Method { get; set; } = "GET";

    /// <summary>Also tries other forms of query and path: repeated, empty and Unicode parameters, an encoded letter of the path.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter IncludeVariant { get; set; }

    /// <summary>The statuses with which the backend refuses a signature; 401 and 403 when left out.</summary>
    [Parameter]
    [ValidateRange(300, 599)]
    [ValidateNotNullOrEmpty]
    public int[] RefusedStatusCode { get; set; } = [401, 403];

    /// <summary>Does not ask. -WhatIf still wins.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (NewPair is not null && NewPair.SignatureKey == Pair.SignatureKey)
        {
            ThrowFailure(new AgException(
                Faults.InvalidInput,
                $"Both pairs have the Key '{Pair.SignatureKey}'. A backend tells pairs apart by the Key and takes one of them only, so "
                    + "that nothing would be proved of the new one; nothing was sent.")
            {
                RecommendedAction = "Give as -NewPair one with a Key of its own: New-AgSignaturePair. To try one pair, leave -NewPair out.",
            });
        }

        var confirmation = new Confirmation(this, Force);
        var method = Method.ToUpperInvariant();
        foreach (var server in ServerAddress is null ? [null] : ServerAddress.Cast<string?>())
        {
            Attempt(server ?? Named, () =>
            {
                var target = FindTarget(server);
                var plan = Plan(target, method);
                var count = plan.Count(static probe => probe.WhyNot is null);
                var what = $"Send {count} probes ({method}) to {Place(target)}: {string.Join(", ", plan.Select(Name).Distinct())}";
                if (confirmation.Approves(
                    what + ".", what + "? What the backend accepts, it carries out.", "Probe a backend",
                    isHigh: !OnlyReads(method)))
                {
                    WriteObject(Ask(target, plan, method));
                }
            });
        }
    }

    private IReadOnlyList<Probe> Plan(BackendTarget target, string method)
    {
        var unknown = new BackendPair(KeyGenerator.NewKey(), KeyGenerator.NewSecret());
        var pairs = new ProbePairs(Reveal(Pair), NewPair is null ? null : Reveal(NewPair), unknown);
        var request = RequestParts.Create(method, target.Address.PathAndQuery, RequestParts.Headers(Header), null);
        return ProbePlan.Create(request, pairs, IncludeVariant);
    }

    private AgBackendVerdict Ask(BackendTarget target, IReadOnlyList<Probe> plan, string method)
    {
        using var client = NewClient(target);
        var progress = new ProgressRecord(0, "Test-AgBackend", Place(target));
        var probes = Send(token => new ProbeRun(client, HowToSign, SignedHeader).SendAsync(
            plan,
            done =>
            {
                Sending(method, $"probe {done + 1} of {plan.Count} ({method} {Place(target)})");
                Pump.Post(() =>
                {
                    progress.PercentComplete = done * 100 / plan.Count;
                    WriteProgress(progress);
                });
            },
            token));
        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);
        Verdict.Judge(probes, RefusedStatusCode);
        var first = Verdict.FirstFailure(probes);
        return new AgBackendVerdict
        {
            Uri = Uri,
            ServerAddress = target.Server,
            Method = method,
            Enforcement = Verdict.Enforcement(probes),
            NewPair = Verdict.Readiness(probes),
            SignatureKey = Pair.SignatureKey,
            NewSignatureKey = NewPair?.SignatureKey,
            ProvedPair = NewPair,
            FirstFailure = first,
            UsualCause = first is null ? null : UsualCause.Of(first),
            Probes = probes,
            Time = SystemClock.Instance.UtcNow,
        };
    }

    private static string Name(Probe probe) => probe.Case switch
    {
        AgBackendCase.UnsignedRequest => "unsigned",
        AgBackendCase.PairInForce => "the pair in force",
        AgBackendCase.NewPair => "the new pair",
        AgBackendCase.WrongSecret => "a wrong Secret",
        AgBackendCase.UnknownKey => "an unknown Key",
        AgBackendCase.HeadersPresent => "headers without a signature",
        AgBackendCase.LowerCaseHeader => "lower-case headers",
        AgBackendCase.JsonBody => "a JSON body",
        AgBackendCase.FormBody => "a form",
        _ => "variants of query and path",
    };
}

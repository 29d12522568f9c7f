using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Backend.Probes;

/// <summary>Sends the probes of a plan to one backend, one after the other.</summary>
/// <param name="client">Sends.</param>
/// <param name="reading">How the string to sign is built.</param>
/// <param name="signedHeaders">The names of the headers to sign.</param>
internal sealed class ProbeRun(BackendClient client, Reading reading, IReadOnlyList<string> signedHeaders)
{
    /// <summary>Marks what is sent, so that whoever reads the backend's log knows it.</summary>
    public const string MarkHeader = "X-Ag-Probe";

    private const int MostSilences = 2;

    private static readonly string[] SignatureHeaders = [BackendHeaders.Signature, BackendHeaders.SignedHeaders, BackendHeaders.Key];

    /// <param name="plan">The probes.</param>
    /// <param name="report">Is told before each of them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<AgBackendProbe>> SendAsync(
        IReadOnlyList<Probe> plan, Action<int> report, CancellationToken cancellationToken)
    {
        var probes = new List<AgBackendProbe>(plan.Count);
        var silences = 0;
        foreach (var probe in plan)
        {
            report(probes.Count);
            var (request, text) = Prepare(probe);
            var sent = new AgBackendProbe
            {
                Case = probe.Case,
                IsNewPair = probe.IsNewPair,
                Expected = probe.Expected,
                StringToSign = text,
                Reason = probe.WhyNot ?? (silences >= MostSilences ? "The backend gave no answer to the probes before." : null),
            };
            probes.Add(sent);
            if (sent.Reason is not null)
            {
                continue;
            }

            try
            {
                sent.StatusCode = (await client.SendAsync(request, readsBody: false, cancellationToken).ConfigureAwait(false)).Status;
                sent.Outcome = AgBackendOutcome.Inconclusive;
                silences = 0;
            }
            catch (AgException e)
            {
                sent.Outcome = AgBackendOutcome.Inconclusive;
                sent.Reason = e.Message;

                // What cannot be reached will not be reached by the next probe either.
                silences += e.Kind == Faults.BackendSilent ? 1 : MostSilences;
            }
        }

        return probes.ToArray();
    }

    private (BackendRequest Request, string? StringToSign) Prepare(Probe probe)
    {
        var marked = probe.Request with { Headers = [.. probe.Request.Headers, new(MarkHeader, probe.Case.ToString())] };
        if (probe.Case == AgBackendCase.HeadersPresent)
        {
            return (marked with
            {
                Headers =
                [
                    .. marked.Headers,
                    new(BackendHeaders.SignedHeaders, string.Empty),
                    new(BackendHeaders.Key, "present"),
                    new(BackendHeaders.Signature, "present"),
                ],
            }, null);
        }

        if (probe.Pair is not { } pair)
        {
            return (marked, null);
        }

        var (request, text) = new BackendSigner(pair, reading, signedHeaders).Sign(marked);
        return probe.Case == AgBackendCase.LowerCaseHeader ? (LowerCase(request), text) : (request, text);
    }

    private static BackendRequest LowerCase(BackendRequest request)
    {
        var names = request.SignedNames.Concat(SignatureHeaders).ToList();
        return request with
        {
            Headers = [.. request.Headers.Select(header => names.Contains(header.Key, StringComparer.OrdinalIgnoreCase)
                ? new KeyValuePair<string, string>(header.Key.ToLowerInvariant(), header.Value)
                : header)],
        };
    }
}

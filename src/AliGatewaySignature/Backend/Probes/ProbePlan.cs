using System.Text;
using AliGatewaySignature.Model;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Backend.Probes;

/// <summary>Which requests are tried, and in which order. Only the method and the path that are named.</summary>
internal static class ProbePlan
{
    /// <summary>The most that a backend gets, whatever is asked for.</summary>
    public const int MostRequests = 40;

    /// <param name="request">The request that the gateway would make, not signed.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="includesVariants">Whether other forms of path and query are tried.</param>
    public static IReadOnlyList<Probe> Create(BackendRequest request, ProbePairs pairs, bool includesVariants)
    {
        var wrong = new BackendPair(pairs.InForce.Key, pairs.Unknown.Secret);
        var probes = new List<Probe>
        {
            Refused(AgBackendCase.UnsignedRequest, null),
            Accepted(AgBackendCase.PairInForce, request),
        };
        if (pairs.New is not null)
        {
            probes.Add(OfNew(Accepted(AgBackendCase.NewPair, request)));
        }

        probes.Add(Refused(AgBackendCase.WrongSecret, wrong));
        probes.Add(Refused(AgBackendCase.UnknownKey, pairs.Unknown));
        probes.Add(Refused(AgBackendCase.HeadersPresent, null));
        AddBoth(Accepted(AgBackendCase.LowerCaseHeader, request));
        if (request.Method is "POST" or "PUT" or "PATCH")
        {
            AddBoth(Accepted(AgBackendCase.JsonBody, With(request, "application/json; charset=utf-8", "{\"probe\":\"caf\u00e9\"}")));
            AddBoth(Accepted(AgBackendCase.FormBody, With(request, FormType, "probe=1&other=two%20words")));
        }

        foreach (var variant in includesVariants ? Variants(request) : [])
        {
            AddBoth(variant);
        }

        return probes;

        Probe Accepted(AgBackendCase what, BackendRequest sent) =>
            new(what, pairs.InForce, IsNewPair: false, AgBackendOutcome.Accepted, sent);

        Probe Refused(AgBackendCase what, BackendPair? pair) => new(what, pair, IsNewPair: false, AgBackendOutcome.Refused, request);

        Probe OfNew(Probe probe) => probe with { Pair = pairs.New, IsNewPair = true };

        void AddBoth(Probe probe)
        {
            probes.Add(probe);
            if (pairs.New is not null)
            {
                probes.Add(OfNew(probe));
            }
        }

        IEnumerable<Probe> Variants(BackendRequest of)
        {
            yield return Accepted(AgBackendCase.RepeatedParameter, AndQuery(of, "agprobe=1&agprobe=2"));
            yield return Accepted(AgBackendCase.EmptyParameter, AndQuery(of, "agprobe="));
            yield return Accepted(AgBackendCase.BareParameter, AndQuery(of, "agprobe"));
            yield return EncodedPath(Accepted(AgBackendCase.EncodedPath, of));
            yield return Accepted(AgBackendCase.UnicodeParameter, AndQuery(of, "agprobe=caf%C3%A9%20%E5%80%BC"));
        }
    }

    private const string FormType = "application/x-www-form-urlencoded";

    private static BackendRequest AndQuery(BackendRequest request, string more) =>
        request with { Query = request.Query.Length == 0 ? more : request.Query + "&" + more };

    private static BackendRequest With(BackendRequest request, string type, string body) => request with
    {
        Headers =
        [
            .. request.Headers.Where(static header =>
                !string.Equals(header.Key, BackendHeaders.ContentType, StringComparison.OrdinalIgnoreCase)),
            new(BackendHeaders.ContentType, type),
        ],
        Body = Encoding.UTF8.GetBytes(body),
    };

    private static Probe EncodedPath(Probe probe)
    {
        var path = probe.Request.Path;
        var at = path.Length - 1;
        while (at > 0 && !(IsLetter(path[at]) && path[at - 1] != '%' && (at < 2 || path[at - 2] != '%')))
        {
            at--;
        }

        return !RawUri.IsPossible ? probe with { WhyNot = "Windows PowerShell decodes the path." }
            : at <= 0 ? probe with { WhyNot = "The path has no letter that could be encoded." }
            : probe with
            {
                Request = probe.Request with { Path = $"{path.Substring(0, at)}%{(int)path[at]:X2}{path.Substring(at + 1)}" },
            };
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}

using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Commands;

/// <summary>Whether verdicts of Test-AgBackend prove that the gateway may switch to a pair.</summary>
internal static class BackendProof
{
    private const int MostNamed = 3;
    private const string AskAgain = "Ask again about this pair: Test-AgBackend <address> -Pair <in force> -NewPair <new>.";
    private const string GivesNothing = " With -WhatIf, or after an error, it gives nothing.";

    /// <summary>Why they do not, as far as the pair tells, and what to do; null when they do.</summary>
    /// <param name="proof">The verdicts; null among them stands for an answer that is missing.</param>
    /// <param name="pair">The pair that the gateway is to sign with.</param>
    /// <param name="hasParts">Whether a Key or a Secret was given in place of a pair.</param>
    public static AgException? Refusal(IReadOnlyCollection<AgBackendVerdict?>? proof, AgSignaturePair? pair, bool hasParts)
    {
        if (pair is null)
        {
            return hasParts
                ? Refuse(
                    "-BackendProof is about a Key and its Secret together, and no -Pair was given.",
                    "Use -Pair in place of -SignatureKey and -SignatureSecret: the pair that the backends were asked about.")
                : Refuse("-BackendProof is about a pair, and none was given.", "Give -Pair too, or leave -BackendProof out.");
        }

        if (proof is null || proof.Count == 0)
        {
            return Refuse("-BackendProof is empty: no backend was asked.", AskAgain + GivesNothing);
        }

        if (proof.Count(static verdict => verdict is null) is > 0 and var missing)
        {
            return Refuse(
                $"-BackendProof has {missing} empty {(missing == 1 ? "answer" : "answers")} among {proof.Count}: a backend was not asked.",
                AskAgain + GivesNothing);
        }

        return proof.Any(static verdict => ReferenceEquals(verdict, AgBackendVerdict.Foreign))
            ? Refuse(
                "-BackendProof holds something that is no verdict of this session.",
                "Only what Test-AgBackend gave in this session counts, for a file or a copy holds no Secret to compare: run it again.")
            : OfVerdicts([.. proof.OfType<AgBackendVerdict>()], pair);
    }

    /// <summary>Why they do not, as far as the pair in force tells; null when they do, or when that pair is not known.</summary>
    public static AgException? RefusalFrom(IEnumerable<AgBackendVerdict> proof, string? keyInForce) =>
        keyInForce is not null && proof.FirstOrDefault(verdict => verdict.SignatureKey != keyInForce) is { } other
            ? Refuse(
                $"{Name(other)} was asked with the Key '{other.SignatureKey}' as the one in force, and the key has '{keyInForce}' now.",
                "Somebody changed the key since, or the proof is of another key. Read what is in force with Get-AgSignature "
                    + "-IncludeSecret, and ask again.")
            : null;

    /// <summary>"2 backends proved the pair; the oldest proof is 3 minutes old."</summary>
    public static string Words(IReadOnlyCollection<AgBackendVerdict> proof)
    {
        var backends = proof.Select(Name).Distinct(StringComparer.Ordinal).Count();
        var age = Age(SystemClock.Instance.UtcNow - proof.Min(static verdict => verdict.Time));
        return $"{Count(backends, "backend")} proved the pair; the {(proof.Count == 1 ? string.Empty : "oldest ")}proof is {age} old.";
    }

    private static AgException? OfVerdicts(IReadOnlyList<AgBackendVerdict> proof, AgSignaturePair pair)
    {
        var unready = proof.Where(static verdict => !verdict.IsReady).ToList();
        if (unready.Count > 0)
        {
            return Unready(unready, proof.Count);
        }

        foreach (var verdict in proof.Where(verdict => verdict.NewSignatureKey != pair.SignatureKey))
        {
            return verdict.SignatureKey == pair.SignatureKey
                ? Refuse(
                    $"{Name(verdict)} was asked with the pairs swapped: with '{pair.SignatureKey}', the Key of -Pair, as the one in force.",
                    "First the pair in force, then the new one: Test-AgBackend <address> -Pair <in force> -NewPair <new>.")
                : Refuse(
                    $"{Name(verdict)} was asked about the Key '{verdict.NewSignatureKey}', and -Pair has the Key '{pair.SignatureKey}'.",
                    AskAgain);
        }

        return proof.FirstOrDefault(verdict => !HasSecretOf(verdict.ProvedPair, pair)) is { } ofOtherSecret
            ? Refuse($"{Name(ofOtherSecret)} was asked about another Secret of the Key '{pair.SignatureKey}'.", AskAgain)
            : null;
    }

    private static AgException Unready(List<AgBackendVerdict> unready, int asked)
    {
        var first = unready[0];
        return Refuse(
            (asked == 1 ? "The backend is not ready: "
                : $"{unready.Count} of {asked} backends {(unready.Count == 1 ? "is" : "are")} not ready: ")
                + string.Join("; ", unready.Take(MostNamed).Select(static verdict => $"{Name(verdict)} {WhyUnready(verdict)}"))
                + (unready.Count > MostNamed ? $"; and {unready.Count - MostNamed} more." : "."),
            first.NewSignatureKey is null ? AskAgain
                : first.UsualCause is { } cause ? cause + " Then ask again with Test-AgBackend."
                : "Look at its Probes: those whose Outcome is not the one Expected.");
    }

    private static string WhyUnready(AgBackendVerdict verdict) =>
        (verdict.NewSignatureKey is null ? "was asked about no new pair"
            : verdict.FirstFailure is { StatusCode: null } ? "gave no answer"
            : verdict.Enforcement == AgBackendEnforcement.NotEnforcing ? "accepts what it should refuse, which proves nothing"
            : verdict.NewPair == AgBackendReadiness.NotReady ? "refused a probe of the new pair"
            : "gave answers that prove nothing")
        + (verdict.NewSignatureKey is null || verdict.FirstFailure is not { StatusCode: not null } first ? string.Empty : $" ({first})");

    private static AgException Refuse(string why, string advice) => new(Faults.NotProved, why) { RecommendedAction = advice };

    private static bool HasSecretOf(AgSignaturePair? proved, AgSignaturePair pair) =>
        proved is not null && PlainText.Reveal(proved.SignatureSecret) == PlainText.Reveal(pair.SignatureSecret);

    private static string Age(TimeSpan age) =>
        age.TotalMinutes < 1 ? Count(Math.Max(0, (int)age.TotalSeconds), "second")
        : age.TotalHours < 1 ? Count((int)age.TotalMinutes, "minute")
        : age.TotalDays < 1 ? Count((int)age.TotalHours, "hour")
        : Count((int)age.TotalDays, "day");

    private static string Count(int count, string thing) => $"{count} {thing}{(count == 1 ? string.Empty : "s")}";

    private static string Name(AgBackendVerdict verdict) =>
        verdict.Uri.GetLeftPart(UriPartial.Path) + (verdict.ServerAddress is null ? string.Empty : " at " + verdict.ServerAddress);
}

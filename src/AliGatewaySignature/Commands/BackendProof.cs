using AliGatewaySignature.Credentials;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands;

/// <summary>Whether verdicts of Test-AgBackend prove that the gateway may switch to a pair.</summary>
internal static class BackendProof
{
    /// <summary>Why they do not, as far as the pair tells; null when they do.</summary>
    /// <param name="proof">The verdicts.</param>
    /// <param name="pair">The pair that the gateway is to sign with.</param>
    public static string? WhyNot(IReadOnlyCollection<AgBackendVerdict>? proof, AgSignaturePair? pair)
    {
        if (pair is null)
        {
            return "-BackendProof is about a pair, and no -Pair was given.";
        }

        if (proof is null || proof.Count == 0)
        {
            return "-BackendProof is empty: no backend was asked.";
        }

        var unready = proof.Where(static verdict => !verdict.IsReady).ToList();
        if (unready.Count > 0)
        {
            return $"{unready.Count} of {proof.Count} backends {(unready.Count == 1 ? "is" : "are")} not ready: "
                + $"{Name(unready[0])}, {unready[0]}.";
        }

        return proof.FirstOrDefault(verdict => verdict.NewSignatureKey != pair.SignatureKey) is { } ofOther
            ? $"{Name(ofOther)} was asked about the Key '{ofOther.NewSignatureKey}', and -Pair has the Key '{pair.SignatureKey}'."
            : proof.FirstOrDefault(verdict => !HasSecretOf(verdict.ProvedPair, pair)) is { } ofOtherSecret
                ? $"{Name(ofOtherSecret)} was asked about another Secret of the Key '{pair.SignatureKey}'."
                : null;
    }

    /// <summary>Why they do not, as far as the pair in force tells; null when they do, or when that pair is not known.</summary>
    public static string? WhyNotFrom(IReadOnlyCollection<AgBackendVerdict> proof, AgSignaturePair? inForce) =>
        inForce is not null && proof.FirstOrDefault(verdict => verdict.SignatureKey != inForce.SignatureKey) is { } other
            ? $"{Name(other)} was asked with the Key '{other.SignatureKey}' as the one in force, and the key has "
                + $"'{inForce.SignatureKey}' now."
            : null;

    private static bool HasSecretOf(AgSignaturePair? proved, AgSignaturePair pair) =>
        proved is not null && PlainText.Reveal(proved.SignatureSecret) == PlainText.Reveal(pair.SignatureSecret);

    private static string Name(AgBackendVerdict verdict) =>
        verdict.Uri.GetLeftPart(UriPartial.Path) + (verdict.ServerAddress is null ? string.Empty : " at " + verdict.ServerAddress);
}

using AliGatewaySignature.Model;

namespace AliGatewaySignature.Backend;

/// <summary>Finds out whether a request was signed by one of several pairs, in whichever reading; and if not, why.</summary>
internal static class SignatureCheck
{
    /// <param name="request">The request.</param>
    /// <param name="pairs">The pairs that are known, the one in force first.</param>
    public static AgBackendSignatureCheck Run(BackendRequest request, IReadOnlyList<BackendPair> pairs)
    {
        var key = request.Header(BackendHeaders.Key);
        var own = StringToSign.Build(request, Reading.OfDemo);
        if (request.Header(BackendHeaders.Signature) is not { Length: > 0 } signature)
        {
            return Because(
                AgBackendSignatureReason.NoSignature,
                "The gateway did not sign it: see with Get-AgSignatureApi whether a key is bound to this API in this stage, and whether "
                    + "something between the gateway and the backend takes the headers away.");
        }

        var named = pairs.Where(pair => string.Equals(pair.Key, key, StringComparison.Ordinal)).ToList();
        if (named.Count == 0)
        {
            return Because(
                AgBackendSignatureReason.UnknownKey,
                $"The request names {(key is null ? "no Key" : $"the Key '{key}'")}, and the given pairs have "
                    + $"{string.Join(", ", pairs.Select(static pair => pair.Key).Distinct())}. Find the key that is bound: "
                    + "Get-AgSignature.");
        }

        var isChanged = request.Header(BackendHeaders.ContentMd5) is { Length: > 0 } md5 && md5 != StringToSign.HashOf(request.Body);
        if (!isChanged && Find(request, named[0].Secret, signature) is { } reading)
        {
            return new AgBackendSignatureCheck
            {
                Reason = AgBackendSignatureReason.Verified,
                SignatureKey = key,
                Reading = reading.ToString(),
                StringToSign = StringToSign.Build(request, reading),
                Advice = AdviceForVerified(named[0], pairs[0], reading),
            };
        }

        var missing = request.SignedNames.Where(name => request.Header(name) is null).ToList();
        if (missing.Count > 0 && Find(request, named[0].Secret, signature) is null)
        {
            return Because(
                AgBackendSignatureReason.MissingHeader,
                $"The gateway signed {string.Join(", ", missing)}, and the request does not carry "
                    + (missing.Count == 1 ? "it" : "them") + " any more: a proxy or a filter before this point takes headers away.");
        }

        if (isChanged)
        {
            return Because(
                AgBackendSignatureReason.BodyChanged,
                $"Content-MD5 is {request.Header(BackendHeaders.ContentMd5)}, and that of this body is "
                    + $"{StringToSign.HashOf(request.Body)}: the body was changed on the way, was read in part, or was decoded "
                    + "before it was captured.");
        }

        foreach (var other in pairs.Where(pair => pair.Key != named[0].Key || pair.Secret != named[0].Secret))
        {
            if (Find(request, other.Secret, signature) is not null)
            {
                return Because(
                    AgBackendSignatureReason.OtherPair,
                    other.Key == key
                        ? $"Another Secret of the Key '{key}' gives this signature: the gateway still signs with it, or the first pair is "
                            + "not in force yet."
                        : $"The Secret of the pair '{other.Key}' gives this signature, although the request names '{key}'.");
            }
        }

        return Because(AgBackendSignatureReason.NoReading, AdviceForNone(request, own));

        AgBackendSignatureCheck Because(AgBackendSignatureReason reason, string advice) => new()
        {
            Reason = reason,
            SignatureKey = key,
            StringToSign = own,
            Advice = advice,
        };
    }

    private static Reading? Find(BackendRequest request, string secret, string signature)
    {
        var tried = new HashSet<string>(StringComparer.Ordinal);
        return Reading.All.FirstOrDefault(reading =>
            StringToSign.Build(request, reading) is var text && tried.Add(text)
            && BackendSignature.AreSame(BackendSignature.Compute(text, secret), signature));
    }

    /// <summary>Who signed it. That the signature holds says nothing of the backend, which may have refused this very request.</summary>
    private static string AdviceForVerified(BackendPair signer, BackendPair first, Reading reading) =>
        $"The pair with the Key '{signer.Key}' signed it"
        + (signer.Key == first.Key ? "." : $", and not '{first.Key}', which was given first, as the pair in force.")
        + (reading == Reading.OfDemo ? string.Empty : $" Build the string to sign in this reading: {reading}.")
        + " If the backend refuses it, it lacks this pair or builds another string to sign: compare its own with StringToSign, "
        + "line by line.";

    private static string AdviceForNone(BackendRequest request, string own)
    {
        if (request.Header(BackendHeaders.StringToSign) is not { Length: > 0 } said)
        {
            return "Either the Secret is not the one that the gateway has, or the request is not as the gateway sent it. Compare the "
                + "string to sign with that of the backend, line by line: method, Content-MD5, headers, path and parameters.";
        }

        // A header cannot hold a line end, so that something else stands for it.
        var theirs = (said.IndexOf('\n') >= 0 ? said : said.Replace("\\n", "\n").Replace('#', '\n')).Split('\n');
        var ours = own.Split('\n');
        for (var i = 0; i < Math.Max(theirs.Length, ours.Length); i++)
        {
            var (one, other) = (i < theirs.Length ? theirs[i] : null, i < ours.Length ? ours[i] : null);
            if (one != other)
            {
                return $"The gateway's own string differs in line {i + 1}: it signed {Quoted(one)}, and this request gives "
                    + $"{Quoted(other)}.";
            }
        }

        return "The gateway signed this very string, so that the Secret is not the one that it has.";
    }

    private static string Quoted(string? line) => line is null ? "no such line" : $"'{line}'";
}

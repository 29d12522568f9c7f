using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands;

/// <content>What the key is before it changes, and what is said of that.</content>
public sealed partial class SetAgSignatureCommand
{
    /// <summary>
    /// The key as it is; null where the caller may not read it, which a change does not need. A failure of another kind ends the change:
    /// the old Secret would be lost, or an id that is none would be sent.
    /// </summary>
    /// <param name="named">The key as it was found by its name, without its Secret.</param>
    private (AgSignature? Now, AgException? Denial) ReadNow(AgSignature? named)
    {
        if (named is not null && SignatureSecret is null)
        {
            return (named, null);
        }

        try
        {
            var now = Run(async token =>
                await new KeyReading(Client, SignatureId).TryFindAsync(token, SignatureSecret is not null).ConfigureAwait(false)
                    ?? throw await Finders.Keys(Client).MissingIdAsync(SignatureId, null, token).ConfigureAwait(false));
            return (now, null);
        }
        catch (AgException e) when (e.Kind == Faults.PermissionDenied)
        {
            return (named, e);
        }
        catch (AgException e) when (e.Kind != Faults.NotFound && !e.Kind.EndsPipeline)
        {
            throw e.WithDetail("What the key has now is read first, and could not be: no change was sent.");
        }
    }

    /// <summary>What the gateway signs with now: the way back. Without it the change goes on, and somebody is told.</summary>
    private AgSignaturePair? PairOf(AgSignature? now, AgException? denial)
    {
        if (now is { SignatureKey: { } key, SignatureSecret: { } secret })
        {
            return AgSignaturePair.Of(key, secret);
        }

        WriteWarning($"The pair that the key {SignatureId} has now could not be read, so that the result has no Previous to go back to"
            + (denial is null ? "." : ": " + denial.Message));
        return null;
    }

    /// <summary>Says that the key is as it should be, and gives it.</summary>
    private void Leave(AgSignature now)
    {
        var has = $"{BatchWords.Key(now.SignatureName, SignatureId)} has "
            + KeyChange.Given(NewSignatureName, SignatureKey, SignatureSecret, Pair is not null) + " already";
        if (_confirmation!.IsWhatIf)
        {
            _confirmation.Approves($"{has}: nothing to change.", has, "Change a key");
            return;
        }

        now.SignatureSecret = SignatureSecret;
        ShowUnchanged(
            $"{has}; nothing was sent." + (Pair is null ? string.Empty
                : " The result has no Previous: the pair from before is in what the change itself gave."),
            now);
    }

    /// <summary>What is about to change, and what that does. Where the key is bound is read where somebody will see it.</summary>
    /// <param name="change">What changes.</param>
    /// <param name="name">The name of the key; null where it is not known.</param>
    private (string What, string After, bool IsHigh) Describe(KeyChange change, string? name)
    {
        var what = $"Change {change} of {BatchWords.Key(name, SignatureId)}";
        if (!change.IsOfPair)
        {
            return (what, "Requests are signed as before.", false);
        }

        const string Acts = "This acts at once on every API that it is bound to";
        var proof = BackendProof is null ? string.Empty : " " + Commands.BackendProof.Words(BackendProof);
        if (!_confirmation!.IsSeen(isHigh: true))
        {
            return (what, $"{Acts}.{proof}", false);
        }

        try
        {
            var bindings = Run(new KeyReading(Client, SignatureId).BindingsAsync);
            return bindings.Count == 0
                ? (what, "No API carries it." + proof, false)
                : (what, $"{Acts}, {BindingPlaces.WithTotal(bindings)}.{proof}", true);
        }
        catch (AgException e) when (e.Kind != Faults.NotFound && !e.Kind.EndsPipeline)
        {
            // What is not known may well be bound.
            return (what, $"{Acts}; which those are could not be read: {e.Message}{proof}", true);
        }
    }
}

using System.Management.Automation;
using System.Security;
using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Changes a backend signature key (ModifySignature), at once for every API that it is bound to. What is not given stays
/// as it is. Asks before the Key or the Secret of a key changes that is bound to an API.
/// </summary>
[Cmdlet(VerbsCommon.Set, "AgSignature", SupportsShouldProcess = true, DefaultParameterSetName = IdSet)]
[OutputType(typeof(AgSignature))]
public sealed class SetAgSignatureCommand : AgChangeCommand
{
    private const string IdSet = "Id";
    private const string NameSet = "Name";
    private Confirmation? _confirmation;

    /// <summary>The id of the key, or the key as an object. The only parameter that binds from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet, ValueFromPipelineByPropertyName = true)]
    [SignatureIdTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(SignatureIdCompleter))]
    public string SignatureId { get; set; } = string.Empty;

    /// <summary>The name that the key has, in place of its id: the whole name, ignoring case.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NameSet)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SignatureNameCompleter))]
    public string SignatureName { get; set; } = string.Empty;

    /// <summary>The new name: 4 to 50 letters (also Chinese), digits and '_', a letter first.</summary>
    [Parameter]
    [Alias("NewName")]
    [ValidateSignatureName]
    public string? NewSignatureName { get; set; }

    /// <summary>The new Key: 6 to 20 letters, digits and '_', a letter first.</summary>
    [Parameter]
    [ValidateSignatureKey]
    public string? SignatureKey { get; set; }

    /// <summary>The new Secret: 6 to 30 letters, digits and _ @ # ! *, a letter first.</summary>
    [Parameter]
    [SecretTransformation]
    [ValidateSignatureSecret]
    public SecureString? SignatureSecret { get; set; }

    /// <summary>The Key and the Secret together, as New-AgSignaturePair made them, or as a key that came with its Secret.</summary>
    [Parameter]
    [PairTransformation]
    [ValidateNotNull]
    public AgSignaturePair? Pair { get; set; }

    /// <summary>
    /// Verdicts of Test-AgBackend about this very pair. Unless each of them is ready, nothing is sent; an empty answer is no proof.
    /// </summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public AgBackendVerdict[]? BackendProof { get; set; }

    /// <summary>Does not ask, not even where the key is bound. -WhatIf still wins.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Force { get; set; }

    private bool IsRenameOnly => SignatureKey is null && SignatureSecret is null;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        (SignatureKey, SignatureSecret) = TakePair(Pair, SignatureKey, SignatureSecret);
        if (NewSignatureName is null && SignatureKey is null && SignatureSecret is null)
        {
            ThrowFailure(new AgException(Faults.NothingToChange, "Set-AgSignature has nothing to change."));
        }

        if (MyInvocation.BoundParameters.ContainsKey(nameof(BackendProof)) && Commands.BackendProof.WhyNot(BackendProof, Pair) is { } why)
        {
            ThrowFailure(new AgException(Faults.NotProved, why), BackendProof);
        }

        base.BeginProcessing();
        _confirmation = new Confirmation(this, Force);
        if (SignatureSecret is not null && SignatureKey is null)
        {
            WriteWarning("The Secret changes while its Key stays. A backend tells secrets apart by the Key alone, so that it cannot "
                + "accept the old and the new one side by side: give -SignatureKey too to rotate without an interruption.");
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord() => ChangeOne(ParameterSetName == NameSet ? SignatureName : SignatureId, 1, () =>
    {
        var named = ParameterSetName == NameSet ? FindKey(SignatureName) : null;
        SignatureId = named?.SignatureId ?? SignatureId;
        var previous = Pair is null ? null : PairInForce();
        if (BackendProof is not null && Commands.BackendProof.WhyNotFrom(BackendProof, previous) is { } why)
        {
            throw new AgException(Faults.NotProved, why);
        }

        var (what, after, isHigh) = Describe(named?.SignatureName);
        if (_confirmation!.Approves($"{what}. {after}", $"{what}? {after}", "Change a key", isHigh))
        {
            var changed = Send(
                $"changing the key {SignatureId}",
                token => Client.ModifySignatureAsync(SignatureId, NewSignatureName, SignatureKey, SignatureSecret, token));
            KeysChanged();
            var shown = ReadBack(changed);
            shown.Previous = previous;
            Show(shown);
        }
    });

    /// <summary>What the gateway signs with now: the way back. Without it the change goes on, and somebody is told.</summary>
    private AgSignaturePair? PairInForce()
    {
        AgException? unread = null;
        try
        {
            if (Run(new KeyReading(Client, SignatureId).PairAsync) is { } pair)
            {
                return pair;
            }
        }
        catch (AgException e) when (e.Kind != Faults.NotFound && !e.Kind.EndsPipeline)
        {
            unread = e;
        }

        WriteWarning($"The pair that the key {SignatureId} has now could not be read, so that the result has no Previous to go back to"
            + (unread is null ? "." : ": " + unread.Message));
        return null;
    }

    /// <summary>What is about to change, and what that does. It is read where somebody will see it.</summary>
    /// <param name="name">The name of the key; null where it is not known yet.</param>
    private (string What, string After, bool IsHigh) Describe(string? name)
    {
        var reading = new KeyReading(Client, SignatureId);
        var isSeen = _confirmation!.IsSeen(isHigh: !IsRenameOnly);
        var what = $"Change {string.Join(", ", Parts())} of {BatchWords.Key(name ?? (isSeen ? NameOf(reading) : null), SignatureId)}";
        if (IsRenameOnly)
        {
            return (what, "Requests are signed as before.", false);
        }

        const string Acts = "This acts at once on every API that it is bound to";
        if (!isSeen)
        {
            return (what, Acts + ".", false);
        }

        try
        {
            var bindings = Run(reading.BindingsAsync);
            return bindings.Count == 0
                ? (what, "No API carries it.", false)
                : (what, $"{Acts}, {IdList.Count(bindings.Count)}: {BindingPlaces.Describe(bindings)}.", true);
        }
        catch (AgException e) when (e.Kind != Faults.NotFound && !e.Kind.EndsPipeline)
        {
            // What is not known may well be bound.
            return (what, $"{Acts}; which those are could not be read: {e.Message}", true);
        }
    }

    /// <summary>The name of the key; null where it cannot be read.</summary>
    private string? NameOf(KeyReading reading)
    {
        try
        {
            return Run(async token => await reading.TryFindAsync(token).ConfigureAwait(false)
                ?? throw await Finders.Keys(Client).MissingIdAsync(SignatureId, null, token).ConfigureAwait(false)).SignatureName;
        }
        catch (AgException e) when (e.Kind == Faults.PermissionDenied)
        {
            return null;
        }
    }

    /// <summary>The whole key as it is now. What was sent stands for what cannot be read.</summary>
    private AgSignature ReadBack(AgSignature sent)
    {
        var (key, isAsChanged, unread) = Run(token => new KeyReading(Client, SignatureId).AfterChangeAsync(
            key => (NewSignatureName is null || key.SignatureName == NewSignatureName)
                && (SignatureKey is null || key.SignatureKey == SignatureKey),
            token));
        if (!isAsChanged)
        {
            WriteWarning($"The key {SignatureId} was changed, but " + (unread is not null
                ? "it could not be read back: " + unread.Message
                : "the service does not show it yet. What is shown is what was sent."));
            return sent;
        }

        key!.SignatureSecret = SignatureSecret;
        return key;
    }

    private IEnumerable<string> Parts()
    {
        if (NewSignatureName is not null)
        {
            yield return "the name";
        }

        if (SignatureKey is not null)
        {
            yield return "the Key";
        }

        if (SignatureSecret is not null)
        {
            yield return "the Secret";
        }
    }
}

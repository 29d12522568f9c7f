using System.Management.Automation;
using System.Security;
using AliGatewaySignature.CloudApi;
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
public sealed partial class SetAgSignatureCommand : AgChangeCommand
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
    [BackendProofTransformation]
    [AllowNull]
    [AllowEmptyCollection]
    public AgBackendVerdict[]? BackendProof { get; set; }

    /// <summary>Does not ask, not even where the key is bound. -WhatIf still wins.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        var hasParts = SignatureKey is not null || SignatureSecret is not null;
        (SignatureKey, SignatureSecret) = TakePair(Pair, SignatureKey, SignatureSecret);
        if (NewSignatureName is null && SignatureKey is null && SignatureSecret is null)
        {
            ThrowFailure(new AgException(Faults.NothingToChange, "Set-AgSignature has nothing to change."));
        }

        if (MyInvocation.BoundParameters.ContainsKey(nameof(BackendProof))
            && Commands.BackendProof.Refusal(BackendProof, Pair, hasParts) is { } refusal)
        {
            ThrowFailure(refusal, BackendProof?.Where(static verdict => verdict?.Uri is not null).ToArray());
        }

        base.BeginProcessing();
        _confirmation = new Confirmation(this, Force);
    }

    /// <inheritdoc />
    protected override void ProcessRecord() => ChangeOne(ParameterSetName == NameSet ? SignatureName : SignatureId, 1, () =>
    {
        var named = ParameterSetName == NameSet ? FindKey(SignatureName) : null;
        SignatureId = named?.SignatureId ?? SignatureId;
        var (now, denial) = ReadNow(named);
        var change = new KeyChange(now, NewSignatureName, SignatureKey, SignatureSecret);
        if (change.IsNothing)
        {
            Leave(now!);
            return;
        }

        if (change.IsOfPair && BackendProof is not null
            && Commands.BackendProof.RefusalFrom(BackendProof, now?.SignatureKey) is { } refusal)
        {
            throw refusal;
        }

        var previous = change.IsOfPair && Pair is not null ? PairOf(now, denial) : null;
        if (change.KeepsKey)
        {
            WriteWarning("The Secret changes while its Key stays. A backend tells secrets apart by the Key alone, so that it cannot "
                + "accept the old and the new one side by side: give another Key too to rotate without an interruption.");
        }

        var (what, after, isHigh) = Describe(change, now?.SignatureName);
        if (_confirmation!.Approves($"{what}. {after}", $"{what}? {after}", "Change a key", isHigh))
        {
            var changed = Send(
                $"changing the key {SignatureId}",
                token => Client.ModifySignatureAsync(SignatureId, change.Name, change.Key, change.Secret, token, now?.SignatureName));
            KeysChanged();
            var shown = ReadBack(changed);
            shown.Previous = previous;
            Show(shown);
        }
    });

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
}

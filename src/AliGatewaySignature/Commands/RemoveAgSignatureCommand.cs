using System.Management.Automation;
using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>Deletes a backend signature key (DeleteSignature), which must not be bound to any API.</summary>
[Cmdlet(VerbsCommon.Remove, "AgSignature", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = IdSet)]
public sealed class RemoveAgSignatureCommand : AgChangeCommand
{
    private const string IdSet = "Id";
    private const string NameSet = "Name";

    /// <summary>The id of the key, or the key as an object. A binding is not a key and is refused.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet, ValueFromPipeline = true)]
    [SignatureIdTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(SignatureIdCompleter))]
    public string SignatureId { get; set; } = string.Empty;

    /// <summary>The name of the key, in place of its id: the whole name, ignoring case.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NameSet)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SignatureNameCompleter))]
    public string SignatureName { get; set; } = string.Empty;

    /// <summary>Does not ask. -WhatIf still wins.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => ChangeOne(ParameterSetName == NameSet ? SignatureName : SignatureId, 1, () =>
    {
        var found = ParameterSetName == NameSet ? FindKey(SignatureName) : Run(TryFindAsync);
        SignatureId = found?.SignatureId ?? SignatureId;
        var key = found is null ? SignatureId : $"{found.SignatureName} ({SignatureId})";

        // Whoever looks before deleting must not learn from the refusal that the key is in use.
        var places = Confirmation.IsSeen(isHigh: true) ? WhereBound() : [];
        var bound = places.Count == 0 ? string.Empty
            : $" It is bound to {BindingPlaces.WithTotal([.. places])}: as long as it is, deleting it is refused.";
        if (Confirmation.Approves(
            $"Delete the key {key}.{bound}",
            $"Delete the backend signature key {key}? Its Secret cannot be read back afterwards.{bound}",
            "Delete a key"))
        {
            Delete(found);
        }
    });

    private Confirmation Confirmation => new(this, Force);

    private void Delete(AgSignature? found)
    {
        try
        {
            Send($"deleting the key {SignatureId}", async token =>
            {
                await Client.DeleteSignatureAsync(SignatureId, isKnown: found is not null, token, found?.SignatureName)
                    .ConfigureAwait(false);
                return true;
            });
            KeysChanged();

            // It gives nothing out: the silence is what a person is shown.
            Tally.ShownObjects++;
        }
        catch (AgException e) when (e.Kind.IsAboutContent && e.Kind != Faults.NotFound)
        {
            // How the service words this refusal is not documented, so it is looked into whatever its code is.
            throw WhereBound() is { Count: > 0 } places ? StillBound(e, places) : e;
        }
    }

    /// <summary>
    /// The key, if it is seen. After an attempt without an answer, "not found" is success for a key that was there, and none for an
    /// id that was mistyped. That the key is not seen, or cannot be read, ends nothing: deleting tells.
    /// </summary>
    private async Task<AgSignature?> TryFindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await new KeyReading(Client, SignatureId).TryFindAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AgException)
        {
            return null;
        }
    }

    private IReadOnlyList<AgSignatureBinding> WhereBound()
    {
        try
        {
            return Run(new KeyReading(Client, SignatureId).BindingsAsync);
        }
        catch (AgException e)
        {
            WriteVerbose("Where the key is bound could not be read: " + e.Message);
            return [];
        }
    }

    private AgException StillBound(AgException refusal, IReadOnlyList<AgSignatureBinding> places) => refusal.As(
        Faults.StillInUse,
        $"The key {SignatureId} is still bound to {IdList.Count(places.Count)} and was not deleted. It is bound in "
            + $"{BindingPlaces.Describe(places)}. ({refusal.Message})",
        $"Free it with: Get-AgSignatureApi -SignatureId {SignatureId} | Remove-AgSignatureApi; then delete it.");
}

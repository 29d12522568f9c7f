using System.Management.Automation;
using System.Security;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Changes a backend signature key (ModifySignature), at once for every API that it is bound to. What is not given stays
/// as it is.
/// </summary>
[Cmdlet(VerbsCommon.Set, "AgSignature", SupportsShouldProcess = true, DefaultParameterSetName = IdSet)]
[OutputType(typeof(AgSignature))]
public sealed class SetAgSignatureCommand : AgChangeCommand
{
    private const string IdSet = "Id";
    private const string NameSet = "Name";

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

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (NewSignatureName is null && SignatureKey is null && SignatureSecret is null)
        {
            ThrowFailure(new AgException(Faults.NothingToChange, "Set-AgSignature has nothing to change."));
        }

        base.BeginProcessing();
        if (SignatureSecret is not null && SignatureKey is null)
        {
            WriteWarning("The Secret changes while its Key stays. A backend tells secrets apart by the Key alone, so that it cannot "
                + "accept the old and the new one side by side: give -SignatureKey too to rotate without an interruption.");
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord() => ChangeOne(ParameterSetName == NameSet ? SignatureName : SignatureId, 1, () =>
    {
        if (ParameterSetName == NameSet)
        {
            SignatureId = Run(token => Finders.Keys(Client).FindOneAsync(SignatureName, token)).SignatureId;
        }

        var what = $"Change {string.Join(", ", Parts())} of the key {SignatureId}";
        var isRenamed = SignatureKey is null && SignatureSecret is null;
        if (new Confirmation(this).Approves(
            what + (isRenamed ? "; requests are signed as before." : "; this acts at once on every API that it is bound to."),
            what + (isRenamed
                ? "? Requests are signed as before."
                : "? This acts at once on every API that it is bound to, in all groups and stages."),
            "Change a key"))
        {
            var changed = Send(
                $"changing the key {SignatureId}",
                token => Client.ModifySignatureAsync(SignatureId, NewSignatureName, SignatureKey, SignatureSecret, token));
            KeysChanged();
            Show(changed);
        }
    });

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

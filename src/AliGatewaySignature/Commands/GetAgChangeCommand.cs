using System.Management.Automation;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>Reads the journal: every call that changed something, or that was to, the newest last.</summary>
[Cmdlet(VerbsCommon.Get, "AgChange")]
[OutputType(typeof(AgChange))]
public sealed class GetAgChangeCommand : AgCommand
{
    private DateTimeOffset? _after;
    private DateTimeOffset? _before;

    /// <summary>The journal; that of the context when left out.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Changes from this moment on.</summary>
    [Parameter]
    public DateTimeOffset After { get => _after ?? default; set => _after = value; }

    /// <summary>Changes before this moment.</summary>
    [Parameter]
    public DateTimeOffset Before { get => _before ?? default; set => _before = value; }

    /// <summary>Changes of these runs: LastRun.RunId of a context.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public Guid[]? RunId { get; set; }

    /// <summary>Changes of this key, and those that took it away from an API.</summary>
    [Parameter]
    [SignatureIdTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(SignatureIdCompleter))]
    public string? SignatureId { get; set; }

    /// <summary>Changes by these operations of the service.</summary>
    [Parameter]
    [ValidateSet("SetSignatureApis", "RemoveSignatureApis", "CreateSignature", "ModifySignature", "DeleteSignature")]
    public string[]? Operation { get; set; }

    /// <summary>The context whose journal is read; the runspace's own when left out.</summary>
    [Parameter]
    [ValidateNotNull]
    public AgContext? Context { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        IReadOnlyList<AgChange> changes = [];
        try
        {
            changes = this.ReadJournal(this.FindJournal(Path, Context));
        }
        catch (AgException e)
        {
            ThrowFailure(e, Path);
        }

        foreach (var change in changes.Where(IsWanted))
        {
            WriteObject(change);
        }
    }

    private bool IsWanted(AgChange change) =>
        (_after is not { } after || change.Time >= after)
        && (_before is not { } before || change.Time < before)
        && (RunId is null || RunId.Contains(change.RunId))
        && (Operation is null || Operation.Contains(change.Operation, StringComparer.OrdinalIgnoreCase))
        && (SignatureId is null || IsAbout(change, SignatureId));

    private static bool IsAbout(AgChange change, string signatureId) =>
        Ids.Comparer.Equals(change.SignatureId, signatureId)
        || change.Apis.Any(api => Ids.Comparer.Equals(api.PreviousSignatureId, signatureId));
}

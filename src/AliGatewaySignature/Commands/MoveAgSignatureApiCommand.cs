using System.Management.Automation;
using AliGatewaySignature.Batching;
using AliGatewaySignature.Batching.Moving;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Rotates key by key: what one backend signature key signs is bound to another one (SetSignatureApis), which takes its place, so that no
/// API is without a key for a moment. Only APIs that still carry the old key are touched.
/// </summary>
[Cmdlet(VerbsCommon.Move, "AgSignatureApi", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = IdToIdSet)]
[OutputType(typeof(AgSignatureBinding))]
public sealed class MoveAgSignatureApiCommand : AgPlannedChangeCommand
{
    private const string IdToIdSet = "IdToId";
    private const string IdToNameSet = "IdToName";
    private const string NameToIdSet = "NameToId";
    private const string NameToNameSet = "NameToName";

    private readonly List<string> _signatureIds = [];
    private CommandTarget _group = CommandTarget.None;
    private MoveSending? _sending;
    private UnsignedGap? _gap;

    /// <summary>The id of the key that the APIs carry now, or the key as an object.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdToIdSet, ValueFromPipeline = true)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdToNameSet, ValueFromPipeline = true)]
    [SignatureIdTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(SignatureIdCompleter))]
    public string SignatureId { get; set; } = string.Empty;

    /// <summary>The name of that key, in place of its id: the whole name, ignoring case.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NameToIdSet)]
    [Parameter(Mandatory = true, ParameterSetName = NameToNameSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SignatureNameCompleter))]
    public string SignatureName { get; set; } = string.Empty;

    /// <summary>The id of the key that the APIs shall carry, or the key as an object.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = IdToIdSet)]
    [Parameter(Mandatory = true, ParameterSetName = NameToIdSet)]
    [SignatureIdTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(SignatureIdCompleter))]
    public string DestinationSignatureId { get; set; } = string.Empty;

    /// <summary>The name of that key, in place of its id: the whole name, ignoring case.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdToNameSet)]
    [Parameter(Mandatory = true, ParameterSetName = NameToNameSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SignatureNameCompleter))]
    public string DestinationSignatureName { get; set; } = string.Empty;

    /// <summary>The id of a group: only its APIs are moved.</summary>
    [Parameter]
    [GroupIdTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    public string? GroupId { get; set; }

    /// <summary>The name of the group, in place of its id: the whole name, ignoring case.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    public string? GroupName { get; set; }

    /// <summary>Stages: RELEASE, PRE or TEST; all three when left out.</summary>
    [Parameter]
    [StageNameTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string[]? StageName { get; set; }

    /// <summary>How many APIs are moved at most, over the whole run: a canary. All when left out.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MaxCount { get; set; }

    /// <summary>
    /// Where the service does not let a key take the place of another: unbinds up to 100 APIs at a time and binds them at once. Needs a
    /// journal.
    /// </summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter AllowUnsignedGap { get; set; }

    /// <summary>Does not ask. -WhatIf still wins.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Force { get; set; }

    private protected override bool HasEnded => _sending!.HasEnded;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (StageName?.FirstOrDefault(static stage => !StageNames.IsKnown(stage)) is { } unknown)
        {
            ThrowFailure(new AgException(
                Faults.InvalidInput, $"-StageName is '{InputRules.Visible(unknown)}'. The stages are {StageNames.List}."));
        }

        base.BeginProcessing();
        _gap = AllowUnsignedGap ? new UnsignedGap(Client) : null;
        if (_gap is not null && Context!.JournalPath is null)
        {
            ThrowFailure(new AgException(Faults.GapNeedsJournal, "-AllowUnsignedGap needs a journal, and this context keeps none."));
        }

        _sending = new MoveSending(Client, _gap);
        _group = FindTarget(CommandTarget.FindGroupAsync);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (SignatureId.Length > 0)
        {
            _signatureIds.Add(SignatureId);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        // No key may have come down the pipeline.
        if (_signatureIds.Count > 0 || SignatureName.Length > 0)
        {
            try
            {
                // Read before anything is sent: a journal that cannot be read is no ground for a gap.
                var journal = AllowUnsignedGap ? ReadJournal() : [];
                Move(Run(token => FindAsync(journal, token)));
            }
            catch (AgException e)
            {
                ThrowFailure(e);
            }
        }

        base.EndProcessing();
    }

    private protected override Func<Batch, CancellationToken, Task<BatchResult>> Sender(BindingChange change, BatchReader reader) =>
        _sending!.Sender(change, Verify, reader);

    private protected override bool Continues()
    {
        // One batch at a time, until it is known whether the service lets a key take the place of another.
        if (!_sending!.IsDecided)
        {
            Batches!.Settle();
        }

        if (HasEnded)
        {
            EndEarly();
        }

        return !HasEnded;
    }

    private protected override void Finish() => _gap?.WaitUntilClosed();

    private IReadOnlyList<AgChange> ReadJournal() =>
        [.. this.ReadJournal(Context!.JournalPath!).Where(change => ChangePlace.IsHere(change, Context))];

    private Task<MovePlan> FindAsync(IReadOnlyList<AgChange> journal, CancellationToken cancellationToken)
    {
        var keys = new MoveKeys(Client, Keys);
        var scope = new MoveScope(_group.GroupId, _group.GroupName, StageName, MaxCount > 0 ? MaxCount : int.MaxValue);
        return MovePlan.ReadAsync(
            Client,
            token => keys.FindAsync(
                _signatureIds, Given(SignatureName), Given(DestinationSignatureId), Given(DestinationSignatureName), token),
            scope,
            journal,
            cancellationToken);
    }

    private static string? Given(string value) => value.Length > 0 ? value : null;

    private void Move(MovePlan plan)
    {
        if (plan.Rows.Count == 0)
        {
            WriteVerbose(plan.NothingToDo);
            return;
        }

        var confirmation = new Confirmation(this, Force);
        if (confirmation.IsWhatIf)
        {
            foreach (var place in plan.Places)
            {
                ShouldProcess(ForeignText.Clean(place), null, null);
            }
        }

        if (confirmation.Approves(plan.Description, plan.Question(AllowUnsignedGap), "Move APIs to another key"))
        {
            RunPlan(plan.Rows, plan.ReadAt);
        }
    }
}

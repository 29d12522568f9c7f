using System.Management.Automation;
using AliGatewaySignature.Batching.Undoing;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Puts bindings back as they were before changes: those of the journal, or the results of a command of this session. What still carries
/// what the last of the changes left there goes back to what the first of them found; what somebody else has changed since stays.
/// </summary>
[Cmdlet(VerbsCommon.Undo, "AgChange", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(AgSignatureBinding))]
public sealed partial class UndoAgChangeCommand : AgPlannedChangeCommand
{
    private const string ObjectSet = "Object";
    private const string JournalSet = "Journal";

    private readonly List<AgChange> _changes = [];
    private readonly List<UndoStep> _steps = [];
    private DateTimeOffset? _after;

    /// <summary>
    /// Changes from Get-AgChange, or the results of Add-, Remove- and Move-AgSignatureApi, for which no journal is needed.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = ObjectSet, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? InputObject { get; set; }

    /// <summary>Undoes what the journal has from this moment on.</summary>
    [Parameter(ParameterSetName = JournalSet)]
    public DateTimeOffset After { get => _after ?? default; set => _after = value; }

    /// <summary>Undoes these runs of the journal: LastRun.RunId of a context.</summary>
    [Parameter(ParameterSetName = JournalSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public Guid[]? RunId { get; set; }

    /// <summary>The journal; that of the context when left out.</summary>
    [Parameter(ParameterSetName = JournalSet)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Does not ask. -WhatIf still wins.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        var given = MyInvocation.BoundParameters;
        if (_after is null && RunId is null && !given.ContainsKey(nameof(InputObject)) && !MyInvocation.ExpectingInput)
        {
            ThrowFailure(new AgException(Faults.NothingToUndo, "Nothing says what to undo."));
        }

        if ((_after is not null || RunId is not null || Path is not null) && MyInvocation.ExpectingInput)
        {
            // The pipeline's objects could not bind, but they say that somebody meant these and not all.
            ThrowFailure(new AgException(
                Faults.InvalidInput,
                "-After, -RunId and -Path exclude pipeline input: the pipeline names changes, they choose from the journal."));
        }

        base.BeginProcessing();
        if (ParameterSetName == JournalSet)
        {
            TakeJournal();
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var item in InputObject ?? [])
        {
            if (item is not null)
            {
                Take(item is PSObject wrapped ? wrapped.BaseObject : item);
            }
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        try
        {
            Undo();
        }
        catch (AgException e)
        {
            ThrowFailure(e);
        }

        base.EndProcessing();
    }

    private void TakeJournal()
    {
        try
        {
            var journal = this.FindJournal(Path, Context);
            var all = this.ReadJournal(journal);
            var asked = all
                .Where(change => (_after is not { } after || change.Time >= after) && RunId?.Contains(change.RunId) != false)
                .ToList();
            var here = asked.Where(change => ChangePlace.IsHere(change, Context!)).ToList();
            if (RunId is not null && here.Count == 0)
            {
                throw asked.Count > 0
                    ? ChangePlace.Elsewhere(asked[0], Context!)
                    : new AgException(Faults.NothingToUndo, $"The journal {journal} has no change of such a run.")
                    {
                        RecommendedAction = "Get-AgChange shows the runs that it has. A run of -WhatIf changes nothing and is not in it.",
                    };
            }

            var missing = (RunId ?? []).Distinct().Count(id => all.All(change => change.RunId != id));
            if (missing > 0)
            {
                WriteWarning($"The journal {journal} has nothing of {missing} of the runs.");
            }

            if (asked.Count == 0)
            {
                WriteWarning($"The journal {journal} has no change since {_after:u}: nothing was undone.");
            }

            if (asked.Count > here.Count)
            {
                // One journal may serve for several accounts.
                WriteWarning($"{asked.Count - here.Count} of the changes were made in other accounts, regions or sandboxes, and are left "
                    + "alone.");
            }

            _changes.AddRange(here);
        }
        catch (AgException e)
        {
            ThrowFailure(e, Path);
        }
    }

    private void Take(object item)
    {
        switch (item)
        {
            case AgChange change when !ChangePlace.IsHere(change, Context!):
                Refuse(ChangePlace.Elsewhere(change, Context!), change);
                break;
            case AgChange change:
                _changes.Add(change);
                break;
            case AgSignatureBinding { Action: null } read:
                Refuse(
                    new AgException(
                        Faults.InvalidInput,
                        $"The binding of the API {read.ApiId} was only read, or an error is about it: no command changed it, so that "
                            + "there is nothing to undo."),
                    read);
                break;
            case AgSignatureBinding done when UndoStep.Of(done) is { } step:
                _steps.Add(step);
                break;
            case AgSignatureBinding:
                // Nothing was sent for it.
                break;
            default:
                Refuse(
                    new AgException(
                        Faults.InvalidInput,
                        $"This is no change: {item.GetType().Name}. Undo-AgChange takes what Get-AgChange gives, and the results of Add-, "
                            + "Remove- and Move-AgSignatureApi of this session."),
                    item);
                break;
        }
    }
}

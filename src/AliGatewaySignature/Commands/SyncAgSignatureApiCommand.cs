using System.Management.Automation;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;
using AliGatewaySignature.Planning;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Brings about what a plan says: rows that say which API carries which key, or the very differences that somebody has looked at. The
/// whole input is read and checked first, it is asked about once, and only what differs is sent.
/// </summary>
[Cmdlet(VerbsData.Sync, "AgSignatureApi", SupportsShouldProcess = true)]
[OutputType(typeof(AgSignatureBinding))]
public sealed class SyncAgSignatureApiCommand : AgPlannedChangeCommand
{
    private readonly PlanRows _rows = new();

    /// <summary>
    /// The rows: objects with SignatureId or SignatureName, GroupId or GroupName, StageName, and ApiId or ApiName; or differences from
    /// Compare-AgSignatureApi, also from Import-Clixml, Import-Csv or ConvertFrom-Json. Not both.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject?[]? InputObject { get; set; }

    /// <summary>
    /// Unbinds also what the rows do not list: an API that carries a key which they name, in a group and stage that they name.
    /// </summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Prune { get; set; }

    /// <summary>How many APIs may lose their key without getting another. If it were more, nothing is sent.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaxUnbind { get; set; } = 50;

    /// <summary>Does not ask, not even where a key is replaced or unbound. -WhatIf still wins.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _rows.Add(InputObject);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var input = _rows.Input;
        if (input.IsEmpty)
        {
            if (Prune)
            {
                ThrowFailure(PlanRows.Empty());
            }

            WriteWarning("The plan has no rows: nothing was read, and nothing was sent.");
        }
        else
        {
            if (Prune && input.HasDifferences)
            {
                ThrowFailure(new AgException(
                    Faults.InvalidInput, "Differences say what is unbound: -Prune goes with the rows of a plan. Nothing was sent."));
            }

            try
            {
                Carry(Run(token => PlanOutcome.ReadAsync(Client, ThrottleLimit, input, Prune, token)));
            }
            catch (AgException e)
            {
                ThrowFailure(e);
            }
        }

        base.EndProcessing();
    }

    private void Carry(PlanOutcome outcome)
    {
        if ((outcome.Failure ?? outcome.TooManyUnbinds(MaxUnbind)) is { } failure)
        {
            object target = outcome.Failure is null
                ? PlanResults.Differences(outcome.Steps, AgDifferenceAction.Unbind)
                : outcome.Problems;
            ThrowFailure(failure, target);
        }

        var confirmation = new Confirmation(this, Force);
        if (confirmation.IsWhatIf)
        {
            Show(outcome.Steps, confirmation);
            return;
        }

        if (!Approves(outcome.Steps, confirmation))
        {
            return;
        }

        foreach (var key in outcome.Steps.SelectMany(static step => new[] { step.From, step.To }).OfType<PlanThing>().Distinct())
        {
            Keys.Know(key.Id, key.Name);
        }

        Tally.AddUnchanged(outcome.Steps.Count(AgDifferenceAction.Keep));
        RunPlan(
            [.. outcome.Steps.Where(static step => !step.IsSettled).Select(static step => PlanResults.Planned(step))], outcome.ReadAt);

        // What was changed is shown first: what is downstream may take no more, and the rest of the plan would not be sent.
        foreach (var step in outcome.Steps.Where(static step => step.IsSettled))
        {
            Show(PlanResults.Settled(step));
        }
    }

    /// <summary>Says what would happen, key by key, group by group and stage by stage.</summary>
    private static void Show(IReadOnlyList<PlanStep> steps, Confirmation confirmation)
    {
        foreach (var part in PlanWords.Parts(steps))
        {
            confirmation.Approves(Sentence(part), Sentence(part), "Carry a plan out");
        }

        confirmation.Approves(
            $"In all: {PlanWords.Totals(steps) ?? "nothing to change"}{PlanWords.Settled(steps)}.", string.Empty, "Carry a plan out");
    }

    private static bool Approves(IReadOnlyList<PlanStep> steps, Confirmation confirmation)
    {
        if (PlanWords.Totals(steps) is not { } totals)
        {
            return true;
        }

        var what = Sentence(totals + PlanWords.Settled(steps));
        var parts = PlanWords.List(PlanWords.Parts(steps));
        return confirmation.Approves(
            $"{what} {Sentence(parts)}",
            $"{what} {Sentence(parts)} Requests to their backends are signed accordingly at once.",
            "Carry a plan out",
            isHigh: steps.Any(static step => step.Action is AgDifferenceAction.Replace or AgDifferenceAction.Unbind));
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1) + ".";
}

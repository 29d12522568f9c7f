using AliGatewaySignature.Batching;
using AliGatewaySignature.Batching.Undoing;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands;

/// <content>What the cmdlet does; its parameters are in the other file.</content>
public sealed partial class UndoAgChangeCommand
{
    private void Undo()
    {
        var fold = new UndoFold();
        var ordered = _changes.OrderBy(static change => change.Order).ThenBy(static change => change.Line).ToList();
        foreach (var step in ordered.Where(static change => change.IsBinding).SelectMany(UndoStep.Of))
        {
            fold.Add(step);
        }

        _steps.ForEach(fold.Add);
        var ofKeys = ordered.Where(static change => !change.IsBinding && change.Outcome != AgChangeOutcome.NotDone).ToList();
        var refusals = ofKeys.ConvertAll(ChangePlace.NotUndoable);
        refusals.ForEach(refusal => Tally.AddFailure(refusal, 1));
        PutBack(fold);

        // Last: an error that ends the run must not keep bindings from being put back because a key was made before them.
        for (var i = 0; i < refusals.Count; i++)
        {
            Tally.ShownErrors++;
            WriteFailure(refusals[i], ofKeys[i]);
        }
    }

    private void PutBack(UndoFold fold)
    {
        if (fold.Apis.Count == 0)
        {
            return;
        }

        var readAt = Client.Elapsed;
        var present = Run(token => PresentBindings.ReadAsync(
            Client, fold.Apis.Where(static api => api.IsTargetKnown), ThrottleLimit, token));
        var missing = Run(token => MissingThings.FindAsync(Client, Keys, fold.Apis, present, token));
        Run(token => NameKeysAsync(present.Keys, token));
        CarryOut(UndoPlan.Create(fold.Apis, present, Keys, missing, NamesOfChanges()), readAt);
    }

    /// <summary>What keys were called when they were changed or bound, for those that are not there any more.</summary>
    private Dictionary<string, string> NamesOfChanges()
    {
        var names = new Dictionary<string, string>(Ids.Comparer);
        foreach (var change in _changes.Where(static change => change is { SignatureId: not null, SignatureName: not null }))
        {
            names[change.SignatureId!] = change.SignatureName!;
        }

        return names;
    }

    /// <summary>Finds the names of keys, for questions and errors.</summary>
    private async Task NameKeysAsync(IEnumerable<string> signatureIds, CancellationToken cancellationToken)
    {
        foreach (var signatureId in signatureIds.Distinct(Ids.Comparer).ToList())
        {
            try
            {
                await Keys.FindAsync(signatureId, cancellationToken).ConfigureAwait(false);
            }
            catch (AgException)
            {
                // Somebody deleted it.
            }
        }
    }

    private void CarryOut(UndoPlan plan, TimeSpan readAt)
    {
        // Counted now and shown at the end: an error that ends the run must not keep the others from being put back.
        foreach (var failure in plan.Failures)
        {
            Tally.AddFailure(failure.Exception, failure.Bindings.Count);
        }

        Tally.AddUnchanged(plan.Settled.Count);
        if (plan.Interrupted > 0)
        {
            WriteWarning($"{IdList.Count(plan.Interrupted)} had been changed by somebody else between the changes to undo, and "
                + $"{(plan.Interrupted == 1 ? "goes" : "go")} back to that.");
        }

        if (plan.Changes.Count > 0)
        {
            var what = UndoWords.Whole(plan, Keys);
            if (new Confirmation(this, Force).Approves(
                what + ".", what + "? Their backends get requests signed accordingly at once.", "Undo changes"))
            {
                RunPlan(plan.Changes, readAt);
            }
        }

        foreach (var failure in plan.Failures)
        {
            Tally.ShownErrors += failure.Bindings.Count;
            WriteFailure(failure);
        }

        foreach (var settled in plan.Settled)
        {
            Show(settled);
        }
    }

    private void Refuse(AgException failure, object item)
    {
        Tally.AddFailure(failure, 1);
        Tally.ShownErrors++;
        WriteFailure(failure, item);
    }
}

using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Planning;

/// <summary>What a plan comes to, or all that is wrong with it.</summary>
/// <param name="Steps">What is to happen to each API that it is about.</param>
/// <param name="ReadAt">When the reading began that this rests on, on the clock of the client.</param>
/// <param name="Failure">Why nothing can be done; null when it can.</param>
/// <param name="Problems">What is wrong, row by row; empty when nothing is.</param>
internal sealed record PlanOutcome(
    IReadOnlyList<PlanStep> Steps, TimeSpan ReadAt, AgException? Failure, AgPlanProblem[] Problems)
{
    /// <summary>Reads what the rows are about, and finds out what differs.</summary>
    /// <param name="client">Asks the service.</param>
    /// <param name="throttleLimit">How many calls run at once.</param>
    /// <param name="input">The rows; no further row may come.</param>
    /// <param name="prune">See <see cref="PlanSteps.Of"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AgException">The account could not be read.</exception>
    public static async Task<PlanOutcome> ReadAsync(
        GatewayClient client, int throttleLimit, PlanInput input, bool prune, CancellationToken cancellationToken)
    {
        input.Complete();
        var (problems, changed) = (input.Problems, new PlanProblems());
        var (steps, readAt) = ((IReadOnlyList<PlanStep>)[], client.Elapsed);
        if (input.Rows.Count > 0)
        {
            // Also where a row is wrong already: the error is to have all that is wrong with the others.
            var reader = new PlanReader(client, throttleLimit);
            var account = await reader.ReadAccountAsync(input.Targets, cancellationToken).ConfigureAwait(false);
            var items = new PlanCheck(account, problems).Check(input.Rows);
            var state = await reader.ReadStateAsync(
                account, [.. items.Select(static item => item.Place).Distinct()], cancellationToken).ConfigureAwait(false);
            readAt = state.ReadAt;
            steps = input.HasDifferences
                ? PlanSteps.Remaining(items, state, problems, changed)
                : PlanSteps.Of(items, state, prune, problems);
        }

        if (problems.Count > 0)
        {
            var all = problems.ToArray();
            return new PlanOutcome([], readAt, PlanProblems.Invalid(all, input.Count), all);
        }

        var late = changed.ToArray();
        return late.Length == 0
            ? new PlanOutcome(steps, readAt, null, [])
            : new PlanOutcome([], readAt, PlanProblems.Changed(late, input.Count), late);
    }

    /// <summary>Why the plan unbinds too much; null when it does not.</summary>
    public AgException? TooManyUnbinds(int most)
    {
        var unbinds = Steps.Count(AgDifferenceAction.Unbind);
        return unbinds <= most ? null : new AgException(
            Faults.TooManyUnbinds,
            $"The plan unbinds {IdList.Count(unbinds)}, and -MaxUnbind is {most}: nothing was sent. It would "
                + $"{PlanWords.List(PlanWords.Parts(Steps.Where(static step => step.Action == AgDifferenceAction.Unbind)))}.")
        {
            RecommendedAction = $"Look at the plan with Compare-AgSignatureApi. If that many are meant, give -MaxUnbind {unbinds}.",
        };
    }
}

using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Batching;

/// <summary>
/// A refused batch in which a key was to take the place of others: most likely the service does not let it. What is new goes in a call
/// of its own. What would be replaced goes in one more and is not halved, for each of its APIs was read to be there, and would be
/// refused alike.
/// </summary>
internal sealed class RefusedReplacement(BatchWork work, BatchPlan plan, AgException refusal)
{
    /// <summary>Whether a refusal may be about the other keys: it does not name APIs, and some carry another key.</summary>
    public static bool IsLikely(Batch batch, AgException refusal) =>
        batch.Plan is { Replaced.Count: > 0 } && RefusalSubjects.Find(refusal.Code) != RefusalSubject.ApiIds;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var last = refusal;
        if (plan.Plain.Count > 0)
        {
            if (await TrySendAsync(plan.Plain, cancellationToken).ConfigureAwait(false) is { } refused)
            {
                await (RefusedBatch.MayHoldGoodIds(refused)
                    ? new RefusedBatch(work, refused, plan.Plain).RunAsync(cancellationToken)
                    : work.ReadBackAsync(refused, plan.Plain, cancellationToken)).ConfigureAwait(false);
            }

            if (await TrySendAsync(plan.Replaced, cancellationToken).ConfigureAwait(false) is not { } again)
            {
                return;
            }

            last = again;
        }

        // A refused call may have done a part. Where an answer was lost, or the service failed, that may show late.
        last.MayStillBeDone |= refusal.MayStillBeDone;
        await (last.OutcomeUnknown || refusal.OutcomeUnknown || last.MayStillBeDone
            ? work.ReadBackAsync(last, plan.Replaced, cancellationToken)
            : work.ReadRefusedAsync(last, plan.Replaced, cancellationToken)).ConfigureAwait(false);
    }

    /// <returns>Why the ids were not accepted; null when they were.</returns>
    private async Task<AgException?> TrySendAsync(IReadOnlyList<string> apiIds, CancellationToken cancellationToken)
    {
        try
        {
            await work.SendAsync(apiIds, cancellationToken).ConfigureAwait(false);
            work.Report.Done(apiIds);
            return null;
        }
        catch (AgException e)
        {
            return e;
        }
    }
}

using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Transport;

/// <summary>Sends a call again as long as the policy allows, and tells its observer of every attempt and every wait.</summary>
/// <param name="inner">Makes one attempt.</param>
/// <param name="credentials">Is asked for newer keys when the service finds a token expired.</param>
/// <param name="policy">How often, and after which delay.</param>
/// <param name="pacer">Is shared by all calls that the service counts together.</param>
/// <param name="clock">Waits.</param>
/// <param name="random">Spreads the waits: a number from 0 to 1.</param>
internal sealed class RetryingTransport(
    IApiTransport inner, ICredentialSource credentials, RetryPolicy policy, Pacer pacer, IClock clock, Func<double> random) : IApiTransport
{
    public async Task<ApiReply> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var began = clock.Elapsed;
        var refreshed = false;
        var open = false;
        var late = false;
        ApiReply? reply = null;
        AgException? failure = null;
        for (var attempt = 1; ; attempt++)
        {
            var next = attempt;
            if (!await pacer.WaitAsync(
                call.IsPaced,
                policy.MaxTotal - (clock.Elapsed - began),
                wait => call.Observer.Waiting(call, wait, Faults.Throttled, next),
                cancellationToken).ConfigureAwait(false))
            {
                return End(call, reply, reply is null && failure is null ? ThrottledForLong(call) : failure, open, late);
            }

            (reply, failure) = await AttemptAsync(call, attempt, cancellationToken).ConfigureAwait(false);
            var fault = failure?.Kind ?? reply!.Fault;
            if (fault is null)
            {
                return End(call, reply, null, open, late);
            }

            if (fault.Repeat == Repeat.AfterRefresh && !refreshed && (call.Operation.IsRepeatable || reply?.MayBeDone != true))
            {
                refreshed = true;
                open |= reply?.MayBeDone == true;
                try
                {
                    if (await RefreshAsync(reply, cancellationToken).ConfigureAwait(false))
                    {
                        call.Observer.Waiting(call, TimeSpan.Zero, fault, attempt + 1);
                        continue;
                    }
                }
                catch (AgException e)
                {
                    return End(call, null, e, open, late);
                }
            }

            var delay = reply?.RetryAfter
                ?? (fault.Repeat == Repeat.Once ? policy.PauseAfterUnknown : policy.Backoff(attempt, random()));
            if (!RetryPolicy.Allows(fault, call)
                || attempt >= policy.AttemptsFor(fault)
                || clock.Elapsed - began + delay > policy.MaxTotal)
            {
                return End(call, reply, failure, open, late);
            }

            open |= fault.Repeat == Repeat.WhenRepeatable || reply?.MayBeDone == true;
            late |= failure?.MayStillBeDone ?? reply!.MayStillBeDone;

            if (fault == Faults.Throttled)
            {
                pacer.Throttled(delay);
            }

            call.Observer.Waiting(call, delay, fault, attempt + 1);
            await clock.Delay(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    private static AgException ThrottledForLong(ApiCall call) => new(
        Faults.Throttled,
        $"{call.Operation.Name}: the service throttles the account, and the wait that it asked another call for is longer than this "
        + "one may wait. Nothing was sent.")
    {
        Operation = call.Operation.Name,
    };

    private async Task<bool> RefreshAsync(ApiReply? reply, CancellationToken cancellationToken) =>
        reply?.SignedBy is { } refused && await credentials.TryRefreshAsync(refused, cancellationToken).ConfigureAwait(false);

    /// <summary>The last attempt, which must not hide that one before it may have been carried out.</summary>
    private static ApiReply End(ApiCall call, ApiReply? reply, AgException? failure, bool open, bool late)
    {
        if (reply is null)
        {
            failure!.OutcomeUnknown |= open && call.Operation.IsChange;
            failure.MayStillBeDone |= late;
            throw failure;
        }

        reply.FollowsOpenAttempt = open;
        reply.MayStillBeDone = late;
        return reply;
    }

    private async Task<(ApiReply? Reply, AgException? Failure)> AttemptAsync(ApiCall call, int attempt, CancellationToken cancellationToken)
    {
        var started = clock.Elapsed;
        ApiReply? reply = null;
        AgException? failure = null;
        try
        {
            reply = await inner.SendAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (AgException e)
        {
            failure = e;
        }

        call.Observer.Attempted(
            call, new AttemptReport(attempt, clock.Elapsed - started, call, reply, failure?.Kind ?? reply!.Fault));
        return (reply, failure);
    }
}

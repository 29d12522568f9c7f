using System;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Transport;

/// <summary>Sends a call again as long as the policy allows, and tells its observer of every attempt and every wait.</summary>
internal sealed class RetryingTransport : IApiTransport
{
    private readonly IApiTransport inner;
    private readonly RetryPolicy policy;
    private readonly IClock clock;
    private readonly Func<double> random;

    public RetryingTransport(IApiTransport inner, RetryPolicy policy, IClock clock, Func<double> random)
    {
        this.inner = inner;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
    }

    public async Task<ApiReply> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var began = clock.Elapsed;
        for (var attempt = 1; ; attempt++)
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

            var fault = failure?.Kind ?? FaultOf(reply!);
            call.Observer.Attempted(call, new AttemptReport(attempt, clock.Elapsed - started, RequestIdOf(reply), fault));
            if (fault is null || !RetryPolicy.Allows(fault, call.Repeatable) || attempt >= policy.AttemptsFor(fault))
            {
                return reply ?? throw failure!;
            }

            var delay = reply?.RetryAfter ?? policy.Backoff(attempt, random());
            if (clock.Elapsed - began + delay > policy.MaxTotal)
            {
                return reply ?? throw failure!;
            }

            call.Observer.Waiting(call, delay, fault, attempt + 1);
            await clock.Delay(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    private static FaultKind? FaultOf(ApiReply reply)
    {
        if (reply.IsSuccess)
        {
            return null;
        }

        // An error that tells when to come back is throttling, whatever its code.
        return reply.RetryAfter is not null ? Faults.Throttled : CodeTable.Find(reply.Error.Code, reply.Status);
    }

    private static string? RequestIdOf(ApiReply? reply) =>
        reply is not null && reply.Headers.TryGetValue("x-acs-request-id", out var id) ? id : reply?.Error.RequestId;
}

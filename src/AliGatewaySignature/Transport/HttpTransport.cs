using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Transport;

/// <summary>One attempt: signs, sends, reads the reply. RetryingTransport makes more of it.</summary>
internal sealed class HttpTransport(
    HttpClient client, Uri endpoint, ICredentialSource credentials, IRequestBuilder builder, IClock clock, TimeSpan timeout) : IApiTransport
{
    public async Task<ApiReply> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var credential = await credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        using var request = builder.Build(call, endpoint, credential, clock.UtcNow);
        var exchange = new HttpExchange(client, clock, timeout, failure => Failure(call, failure));
        var answer = await exchange.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return new ApiReply(answer.Status, answer.Headers, answer.Body) { SignedBy = credential };
    }

    private AgException Failure(ApiCall call, ExchangeFailure failure) =>
        new(failure.Fault, call.Scrub($"{call.Operation.Name} at {endpoint.Authority}: {failure.Reason}."), failure.Cause)
        {
            Operation = call.Operation.Name,
            OutcomeUnknown = failure.MayBeDone,
            MayStillBeDone = failure.Fault == Faults.TimedOut,
        };
}

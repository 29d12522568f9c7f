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
        var (credential, request) = await BuildAsync(call, cancellationToken).ConfigureAwait(false);
        using var sent = request;
        var exchange = new HttpExchange(client, clock, timeout, failure => Failure(call, credential, failure));
        var answer = await exchange.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return new ApiReply(answer.Status, answer.Headers, answer.Body) { SignedBy = credential };
    }

    /// <summary>Makes the signed request. Whoever signs, and whatever goes wrong: it is a typed failure, and nothing was sent.</summary>
    private async Task<(Credential Credential, HttpRequestMessage Request)> BuildAsync(ApiCall call, CancellationToken cancellationToken)
    {
        Credential? credential = null;
        try
        {
            credential = await credentials.GetAsync(cancellationToken).ConfigureAwait(false);
            return (credential, builder.Build(call, endpoint, credential, clock.UtcNow));
        }
        catch (Exception e) when (e is not AgException && !cancellationToken.IsCancellationRequested)
        {
            throw AgException.Unexpected(
                e,
                $"{call.Operation.Name}: {(credential is null ? "no key to sign with" : "the request could not be made")}",
                call.SecretsWith(credential));
        }
    }

    private AgException Failure(ApiCall call, Credential credential, ExchangeFailure failure) =>
        new(
            failure.Fault, $"{call.Operation.Name} at {endpoint.Authority}: {failure.Reason}.", failure.Cause, call.SecretsWith(credential))
        {
            Operation = call.Operation.Name,
            OutcomeUnknown = call.Operation.IsChange && failure.MayBeDone,
            MayStillBeDone = failure.Fault == Faults.TimedOut,
        };
}

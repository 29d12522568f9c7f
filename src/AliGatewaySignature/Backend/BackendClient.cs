using System.Net.Http.Headers;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Backend;

/// <summary>Sends requests to one backend, and follows no redirect: a signature is for one address.</summary>
/// <param name="target">Where they go.</param>
/// <param name="clock">Measures the limit.</param>
/// <param name="limit">How long an answer may take.</param>
/// <param name="skipsCertificateCheck">Whether any certificate will do.</param>
internal sealed class BackendClient(BackendTarget target, IClock clock, TimeSpan limit, bool skipsCertificateCheck) : IDisposable
{
    private readonly HttpClient _client = HttpStack.By(
        target.IsDirect || Address.IsDirect(target.Address) ? ProxyRoute.None
            : ProxyRoute.OfEnvironment(Environment.GetEnvironmentVariable),
        skipsCertificateCheck);

    /// <param name="request">The request, signed.</param>
    /// <param name="readsBody">Whether the body of the answer counts, and not its status alone.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AgException">There was no answer.</exception>
    public async Task<HttpAnswer> SendAsync(BackendRequest request, bool readsBody, CancellationToken cancellationToken)
    {
        using var message = Message(request);
        return await new HttpExchange(_client, clock, limit, failure => Failure(request, failure)) { ReadsBody = readsBody }
            .SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Message(BackendRequest request)
    {
        // A path that is encoded on purpose must not be put into another form on its way.
        var message = new HttpRequestMessage(new HttpMethod(request.Method), RawUri.Create(target.Address, request.Path, request.Query));
        message.Headers.Host = target.Host;
        if (request.Body.Length > 0 || request.Method is "POST" or "PUT" or "PATCH" || HasContentHeader(request))
        {
            message.Content = new ByteArrayContent(request.Body);
        }

        foreach (var header in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(header.Key, header.Value))
            {
                // .NET holds that some headers, such as Expires, belong to a body.
                message.Content ??= new ByteArrayContent([]);
                Replace(message.Content.Headers, header);
            }
        }

        return message;
    }

    private static void Replace(HttpContentHeaders headers, KeyValuePair<string, string> header)
    {
        headers.Remove(header.Key);
        headers.TryAddWithoutValidation(header.Key, header.Value);
    }

    private static bool HasContentHeader(BackendRequest request) =>
        request.Headers.Any(static header => header.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase));

    private AgException Failure(BackendRequest request, ExchangeFailure failure)
    {
        var kind = failure.MayBeDone ? Faults.BackendSilent
            : failure.Fault == Faults.TlsFailed ? Faults.BackendNotTrusted
            : Faults.BackendNotReached;
        return new AgException(
            kind, $"{request.Method} {target.Host}{(target.Server is null ? string.Empty : " at " + target.Server)}: {failure.Reason}.",
            failure.Cause)
        {
            OutcomeUnknown = failure.MayBeDone && request.Method is not ("GET" or "HEAD" or "OPTIONS"),
        };
    }
}

using System.Globalization;
using System.Text;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Transport;

/// <summary>One attempt: sign, send, read the reply. Whoever wants more attempts stands in front of it.</summary>
internal sealed class HttpTransport(
    HttpClient client, Uri endpoint, ICredentialSource credentials, IRequestBuilder builder, IClock clock, TimeSpan timeout) : IApiTransport
{
    public async Task<ApiReply> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var credential = await credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var limit = clock.CancelAfter(attempt, timeout);
        using var request = builder.Build(call, endpoint, credential, clock.UtcNow);
        try
        {
            using var response = await client.SendAsync(request, attempt.Token).ConfigureAwait(false);
            var bytes = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            return new ApiReply((int)response.StatusCode, HeadersOf(response), Encoding.UTF8.GetString(bytes)) { SignedBy = credential };
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested
            && e is OperationCanceledException or HttpRequestException or ObjectDisposedException)
        {
            throw new OperationCanceledException("The call was cancelled.", e, cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            throw Failure(call, Faults.TimedOut,
                string.Format(CultureInfo.InvariantCulture, "no answer within {0:0.###} s", timeout.TotalSeconds), e);
        }
        catch (Exception e) when (e is HttpRequestException or System.IO.IOException)
        {
            throw Failure(call, NetworkFault.Classify(e), NetworkFault.Reason(e), e);
        }
        catch (ObjectDisposedException)
        {
            throw new AgException(Faults.ContextClosed, "The context was closed while " + call.Operation.Name + " was under way.")
            {
                Operation = call.Operation.Name,
                OutcomeUnknown = true,
            };
        }
    }

    private AgException Failure(ApiCall call, FaultKind fault, string reason, Exception inner) =>
        new(fault, call.Scrub(
            string.Format(CultureInfo.InvariantCulture, "{0} at {1}: {2}.", call.Operation.Name, endpoint.Authority, reason)), inner)
        {
            Operation = call.Operation.Name,
            OutcomeUnknown = fault.Repeat == Repeat.WhenRepeatable,
        };

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in response.Headers)
        {
            headers[header.Key] = string.Join(",", header.Value);
        }

        foreach (var header in response.Content.Headers)
        {
            headers[header.Key] = string.Join(",", header.Value);
        }

        return headers;
    }
}

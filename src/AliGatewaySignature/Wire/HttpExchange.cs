using System.Globalization;
using System.Text;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Wire;

/// <summary>One HTTP exchange with a time limit: a request out, a whole answer back, whatever its status.</summary>
/// <param name="client">Where the request goes.</param>
/// <param name="clock">Measures the limit.</param>
/// <param name="limit">How long the exchange may take.</param>
/// <param name="failure">Makes an exception of a fault and a short reason, when there is no answer.</param>
internal sealed class HttpExchange(
    HttpClient client, IClock clock, TimeSpan limit, Func<FaultKind, string, Exception, AgException> failure)
{
    /// <param name="request">The request; the caller disposes it.</param>
    /// <param name="cancellationToken">Cancels the exchange.</param>
    /// <exception cref="AgException">There was no answer.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<HttpAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = clock.CancelAfter(attempt, limit);
        try
        {
            using var response = await client.SendAsync(request, attempt.Token).ConfigureAwait(false);
            var bytes = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            return new HttpAnswer((int)response.StatusCode, HeadersOf(response), Encoding.UTF8.GetString(bytes));
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested
            && e is OperationCanceledException or HttpRequestException or ObjectDisposedException)
        {
            throw new OperationCanceledException("The call was cancelled.", e, cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            var reason = string.Format(CultureInfo.InvariantCulture, "no answer within {0:0.###} s", limit.TotalSeconds);
            throw failure(Faults.TimedOut, reason, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw failure(NetworkFault.Classify(e), NetworkFault.Reason(e), e);
        }
        catch (ObjectDisposedException e)
        {
            throw failure(Faults.ContextClosed, "the context was closed", e);
        }
    }

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in response.Headers.Concat(response.Content.Headers))
        {
            headers[header.Key] = string.Join(",", header.Value);
        }

        return headers;
    }
}

/// <summary>The answer of an exchange. Names of headers compare without case; several values are joined by a comma.</summary>
internal sealed class HttpAnswer(int status, IReadOnlyDictionary<string, string> headers, string body)
{
    public int Status => status;

    public IReadOnlyDictionary<string, string> Headers => headers;

    public string Body => body;
}

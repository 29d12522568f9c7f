using System.Globalization;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Wire;

/// <summary>One HTTP exchange with a time limit: a request out, a whole answer back, whatever its status.</summary>
/// <param name="client">Where the request goes.</param>
/// <param name="clock">Measures the limit.</param>
/// <param name="limit">How long the exchange may take.</param>
/// <param name="failure">Makes an exception of the reason why there is no answer.</param>
internal sealed class HttpExchange(HttpClient client, IClock clock, TimeSpan limit, Func<ExchangeFailure, AgException> failure)
{
    /// <summary>Whether the body is read; else the answer has none, and is there as soon as its headers are.</summary>
    public bool ReadsBody { get; init; } = true;

    /// <param name="request">The request; the caller disposes it.</param>
    /// <param name="cancellationToken">Cancels the exchange.</param>
    /// <exception cref="AgException">There was no answer, whatever the reason.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<HttpAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = clock.CancelAfter(attempt, limit);
        var content = request.Content is null ? null : new NotedContent(request.Content);
        request.Content = content;
        var hasBegun = false;
        try
        {
            using var response = await client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, attempt.Token)
                .ConfigureAwait(false);
            hasBegun = true;

            // Not every stream of .NET Framework listens to the token while it reads.
            using var end = attempt.Token.Register(response.Dispose);
            var body = ReadsBody ? await ReplyBody.ReadAsync(response.Content, attempt.Token).ConfigureAwait(false) : string.Empty;
            return new HttpAnswer((int)response.StatusCode, HeadersOf(response), body);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The call was cancelled.", e, cancellationToken);
        }
        catch (AgException)
        {
            // The embedded service cannot keep what it did. It was reached, so that this says nothing of the way there.
            throw;
        }
        catch (Exception e)
        {
            var phase = hasBegun ? SendPhase.ReplyBegun : NetworkFault.PhaseOf(e, content);
            var reason = attempt.IsCancellationRequested ? TooSlow(phase, e) : NetworkFault.Describe(phase, e);
            throw failure(reason.Through((client as RoutedClient)?.ProxyOf(request.RequestUri)));
        }
    }

    private ExchangeFailure TooSlow(SendPhase phase, Exception e)
    {
        var isSent = phase >= SendPhase.Written;
        var reason = string.Format(
            CultureInfo.InvariantCulture, "{0} within {1:0.###} s", isSent ? "no answer" : "no connection", limit.TotalSeconds);
        return new ExchangeFailure(isSent ? Faults.TimedOut : Faults.ConnectionRefused, phase, reason, e);
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

using System.Globalization;
using System.Text;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials;

/// <summary>Asks others for temporary keys and tokens: one exchange at a time, with a time limit.</summary>
internal sealed class Web
{
    /// <summary>The metadata address of ECS, which exists only inside the cloud's own network.</summary>
    public const string MetadataHost = "100.100.100.200";

    private readonly Lazy<HttpClient> _proxied;
    private readonly Lazy<HttpClient> _direct;

    private Web(Func<bool, HttpClient> make)
    {
        _proxied = new Lazy<HttpClient>(() => make(true));
        _direct = new Lazy<HttpClient>(() => make(false));
    }

    /// <summary>The network as it is; loopback and the metadata server are never asked through a proxy.</summary>
    public static Web Network { get; } = new(HttpStack.ForNetwork);

    /// <summary>Sends everything through one handler.</summary>
    public static Web Over(HttpMessageHandler handler)
    {
        var client = HttpStack.Over(handler);
        return new Web(_ => client);
    }

    /// <summary>Whether a secret may be sent there, or asked for there: https, loopback, and the metadata address.</summary>
    public static bool MayAsk(Uri address) =>
        Address.IsPrivate(address) || (address.Scheme == Uri.UriSchemeHttp && address.Host == MetadataHost);

    /// <summary>Sends a request and reads the whole answer, whatever its status.</summary>
    /// <param name="request">Is disposed by the caller.</param>
    /// <param name="origin">Who wants it, for the message: a file and profile, or a variable.</param>
    /// <param name="limit">How long the whole exchange may take.</param>
    /// <param name="clock">Measures the limit.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AgException">There was no answer.</exception>
    public async Task<WebReply> SendAsync(
        HttpRequestMessage request, string origin, TimeSpan limit, IClock clock, CancellationToken cancellationToken)
    {
        var address = request.RequestUri;
        var client = address.IsLoopback || address.Host == MetadataHost ? _direct.Value : _proxied.Value;
        request.Headers.ExpectContinue = false;
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = clock.CancelAfter(attempt, limit);
        try
        {
            using var response = await client.SendAsync(request, attempt.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            var requestId = response.Headers.TryGetValues("x-acs-request-id", out var values) ? values.FirstOrDefault() : null;
            return new WebReply((int)response.StatusCode, Encoding.UTF8.GetString(body), requestId, address.Authority);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is OperationCanceledException or HttpRequestException)
        {
            throw new OperationCanceledException("Signing in was cancelled.", e, cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            throw Failed(
                string.Format(
                    CultureInfo.InvariantCulture,
                    "{0}: {1} did not answer within {2:0.###} s.",
                    origin,
                    address.Authority,
                    limit.TotalSeconds),
                e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Failed($"{origin}: {address.Authority} could not be asked: {NetworkFault.Reason(e)}.", e);
        }
    }

    private static AgException Failed(string message, Exception inner) => new(Faults.CredentialRequestFailed, message, inner);
}

/// <summary>An answer to one of our questions.</summary>
internal sealed class WebReply(int status, string body, string? requestId, string host)
{
    public int Status { get; } = status;

    public string Body { get; } = body;

    public string? RequestId { get; } = requestId;

    /// <summary>Who answered.</summary>
    public string Host { get; } = host;
}

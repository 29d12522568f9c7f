using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace AliGatewaySignature.Sandbox.Wire;

/// <summary>Turns HttpClient's messages into what would have been on the wire, and back.</summary>
internal static class HttpMessages
{
    public static async Task<WireRequest> ReadAsync(HttpRequestMessage request)
    {
        var uri = request.RequestUri is { IsAbsoluteUri: true } absolute
            ? absolute
            : throw new InvalidOperationException("The sandbox needs an absolute request address.");

        var headers = new WireHeaders();
        // Authority leaves a default port out, as HttpClient does when it writes the Host header.
        headers.Add("Host", request.Headers.Host ?? uri.Authority);
        Copy(request.Headers, headers);

        byte[] body = [];
        if (request.Content is not null)
        {
            body = await request.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            Copy(request.Content.Headers, headers);
        }

        return new WireRequest(request.Method.Method, uri.PathAndQuery, headers, body);
    }

    public static HttpResponseMessage Write(WireReply reply, HttpRequestMessage request)
    {
        var content = new ByteArrayContent(reply.Body);
        content.Headers.TryAddWithoutValidation("Content-Type", reply.ContentType);
        content.Headers.ContentLength = reply.Body.Length;

        var response = new HttpResponseMessage((HttpStatusCode)reply.Status)
        {
            Content = content,
            RequestMessage = request,
        };
        foreach (var header in reply.Headers)
        {
            response.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return response;
    }

    /// <summary>A moment as the Date header writes it.</summary>
    public static string HttpDate(DateTimeOffset moment) => moment.ToString("r", CultureInfo.InvariantCulture);

    private static void Copy(HttpHeaders source, WireHeaders target)
    {
        foreach (var header in source)
        {
            if (string.Equals(header.Key, "Host", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach (var value in header.Value)
            {
                target.Add(header.Key, value);
            }
        }
    }
}

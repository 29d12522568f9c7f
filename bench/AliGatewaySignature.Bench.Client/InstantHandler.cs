using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace AliGatewaySignature.Bench.Client;

/// <summary>Answers every call with success, at once.</summary>
internal sealed class InstantHandler : HttpMessageHandler
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"RequestId\":\"00000000-0000-0000-0000-000000000000\"}");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
    }
}

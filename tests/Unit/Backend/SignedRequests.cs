using System.Text;
using AliGatewaySignature.Backend;

namespace AliGatewaySignature.Tests.Backend;

/// <summary>Small requests for a backend, signed as the gateway signs.</summary>
internal static class SignedRequests
{
    public static KeyValuePair<string, string> Header(string name, string value) => new(name, value);

    public static BackendRequest With(BackendRequest request, string name, string value) =>
        request with { Headers = [.. request.Headers, Header(name, value)] };

    public static BackendRequest Without(BackendRequest request, string name) =>
        request with { Headers = [.. request.Headers.Where(one => one.Key != name)] };

    public static BackendRequest Signed(
        BackendPair pair,
        string method = "GET",
        string list = "X-Ca-Request-Id",
        string body = "",
        params KeyValuePair<string, string>[] more)
    {
        var request = new BackendRequest(
            method, "/orders", "a=1",
            [Header("X-Ca-Request-Id", "42"), .. more, Header(BackendHeaders.SignedHeaders, list), Header(BackendHeaders.Key, pair.Key)],
            Encoding.UTF8.GetBytes(body));
        return With(
            request, BackendHeaders.Signature, BackendSignature.Compute(StringToSign.Build(request, Reading.OfDemo), pair.Secret));
    }

    public static HttpRequestMessage ToHttp(BackendRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Path + "?" + request.Query);
        message.Content = request.Body.Length > 0 ? new ByteArrayContent(request.Body) : null;
        foreach ((var name, var value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}

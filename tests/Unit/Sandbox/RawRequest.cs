using System.Text;
using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>A request that a test can make, sign, spoil and send, in process or over a socket.</summary>
internal sealed class RawRequest
{
    public string Method { get; set; } = "POST";

    public string Path { get; set; } = "/";

    public string Query { get; set; } = string.Empty;

    public string Body { get; set; } = string.Empty;

    public SortedDictionary<string, string> Headers { get; } = new(StringComparer.Ordinal);

    /// <summary>Fields as a query or form, in the order given.</summary>
    public static string Join(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join('&', fields.Select(static field => Uri.EscapeDataString(field.Key) + "=" + Uri.EscapeDataString(field.Value)));

    public WireRequest ToWire()
    {
        var headers = new WireHeaders();
        foreach ((var name, var value) in Headers)
        {
            headers.Add(name, value);
        }

        return new WireRequest(Method, Query.Length == 0 ? Path : Path + "?" + Query, headers, Encoding.UTF8.GetBytes(Body));
    }

    public HttpRequestMessage ToHttp(Uri server)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(server, Query.Length == 0 ? Path : Path + "?" + Query))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body)),
        };
        foreach ((var name, var value) in Headers.Where(static header => header.Key != "host"))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }
}

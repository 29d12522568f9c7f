using System.IO.Compression;
using System.Text;

namespace AliGatewaySignature.Bench.Attacks;

/// <summary>Ten servers that nobody should have to meet.</summary>
internal static class AllAttacks
{
    private const string Json = "Content-Type: application/json\r\nx-acs-request-id: A\r\n";
    private const string Bound = "{\"RequestId\":\"A\",\"TotalCount\":2000000000,\"PageSize\":100,\"PageNumber\":1,";
    private static readonly byte[] Megabyte = Encoding.ASCII.GetBytes(new string('x', 1 << 20));

    private static readonly Lazy<byte[]> Bomb = new(() =>
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            for (var i = 0; i < 1024; i++)
            {
                gzip.Write(Megabyte);
            }
        }

        return packed.ToArray();
    });

    private static readonly Lazy<byte[]> EmptyObjects = new(() => Encoding.ASCII.GetBytes(
        Bound + "\"ApiSummarys\":{\"ApiSummary\":[" + string.Join(',', Enumerable.Repeat("{}", 5_000_000)) + "]}}"));

    private static readonly Lazy<byte[]> NestedXml = new(() => Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Repeat("<Error>", 50_000)) + string.Concat(Enumerable.Repeat("</Error>", 50_000))));

    private static readonly Lazy<byte[]> NestedJson = new(() => Encoding.ASCII.GetBytes(
        Bound + "\"ApiSummarys\":" + string.Concat(Enumerable.Repeat("{\"a\":[", 500_000))));

    // The same page, whichever was asked for.
    private static readonly Lazy<byte[]> Listing = new(() => Encoding.ASCII.GetBytes(
        Bound + "\"ApiSummarys\":{\"ApiSummary\":["
        + string.Join(',', Enumerable.Range(0, 100).Select(i => $"{{\"ApiId\":\"{i:x32}\",\"ApiName\":\"a{i}\",\"GroupId\":\"g\"}}"))
        + "]}}"));

    public static IReadOnlyList<Attack> List { get; } =
    [
        new("a body without an end", EndlessBodyAsync),
        new("a head without an end", EndlessHeadAsync),
        new("gzip that expands", (stream, token) => BodyAsync(stream, 200, Json + "Content-Encoding: gzip\r\n", Bomb.Value, token)),
        new("one byte every second", DripAsync),
        new("a reset", (stream, _) =>
        {
            stream.Dispose();
            return Task.CompletedTask;
        }),
        new("15 MB of empty objects", (stream, token) => BodyAsync(stream, 200, Json, EmptyObjects.Value, token)),
        new("XML, nested", (stream, token) => BodyAsync(stream, 400, "Content-Type: text/xml\r\n", NestedXml.Value, token)),
        new("JSON, nested", (stream, token) => BodyAsync(stream, 200, Json, NestedJson.Value, token)),
        new("a listing without an end", (stream, token) => BodyAsync(stream, 200, Json, Listing.Value, token)),
        new("no reply", static (_, token) => Task.Delay(Timeout.Infinite, token), ReadsRequest: false),
    ];

    private static async Task BodyAsync(Stream stream, int status, string headers, byte[] body, CancellationToken cancellationToken)
    {
        await TextAsync(
            stream, $"HTTP/1.1 {status} X\r\n{headers}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n", cancellationToken);
        await stream.WriteAsync(body, cancellationToken);
    }

    private static async Task EndlessBodyAsync(Stream stream, CancellationToken cancellationToken)
    {
        await TextAsync(stream, $"HTTP/1.1 200 OK\r\n{Json}Transfer-Encoding: chunked\r\n\r\n", cancellationToken);
        while (true)
        {
            await TextAsync(stream, "100000\r\n", cancellationToken);
            await stream.WriteAsync(Megabyte, cancellationToken);
            await TextAsync(stream, "\r\n", cancellationToken);
        }
    }

    private static async Task EndlessHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        await TextAsync(stream, "HTTP/1.1 200 OK\r\n", cancellationToken);
        for (var i = 0; ; i++)
        {
            await TextAsync(stream, $"X-Line-{i}: {new string('y', 1000)}\r\n", cancellationToken);
        }
    }

    private static async Task DripAsync(Stream stream, CancellationToken cancellationToken)
    {
        await TextAsync(stream, $"HTTP/1.1 200 OK\r\n{Json}Content-Length: 1000000\r\n\r\n", cancellationToken);
        while (true)
        {
            await TextAsync(stream, "{", cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }
    }

    private static Task TextAsync(Stream stream, string text, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken).AsTask();
}

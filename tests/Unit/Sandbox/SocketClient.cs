using System.Net.Sockets;
using System.Text;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>A bare connection: what HttpClient would smooth over can be seen on it.</summary>
internal sealed class SocketClient : IDisposable
{
    private readonly TcpClient _tcp = new();
    private readonly MemoryStream _received = new();

    /// <summary>Everything received so far.</summary>
    public string Received => Encoding.UTF8.GetString(_received.ToArray());

    /// <summary>What came after the head.</summary>
    public string Body => Received[(Received.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    public static async Task<SocketClient> SendAsync(Uri server, RawRequest request, CancellationToken cancellationToken)
    {
        var client = new SocketClient();
        await client._tcp.ConnectAsync(server.Host, server.Port, cancellationToken);
        var head = string.Concat(
            $"{request.Method} {request.Path}?{request.Query} HTTP/1.1\r\n",
            string.Concat(request.Headers.Select(static header => $"{header.Key}: {header.Value}\r\n")),
            $"content-length: {Encoding.UTF8.GetByteCount(request.Body)}\r\n\r\n",
            request.Body);
        await client._tcp.GetStream().WriteAsync(Encoding.UTF8.GetBytes(head), cancellationToken);
        return client;
    }

    /// <summary>Reads until the text is there.</summary>
    public async Task ReadUntilAsync(Func<string, bool> enough, CancellationToken cancellationToken)
    {
        while (!enough(Received))
        {
            if (!await ReadSomeAsync(cancellationToken))
            {
                throw new EndOfStreamException("The connection ended after: " + Received);
            }
        }
    }

    /// <summary>Reads to the end of the connection, and tells whether it was a reset.</summary>
    public async Task<bool> ReadToEndAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await ReadSomeAsync(cancellationToken))
            {
            }

            return false;
        }
        catch (IOException broken) when (broken.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return true;
        }
    }

    public void Dispose()
    {
        _tcp.Dispose();
        _received.Dispose();
    }

    private async Task<bool> ReadSomeAsync(CancellationToken cancellationToken)
    {
        // Not a measurement: it only turns a test that would never end into one that fails.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        var buffer = new byte[65536];
        var count = await _tcp.GetStream().ReadAsync(buffer, limit.Token);
        _received.Write(buffer, 0, count);
        return count > 0;
    }
}

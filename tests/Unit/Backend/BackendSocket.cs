using System.Globalization;
using System.Net.Sockets;
using System.Text;
using AliGatewaySignature.Backend;

namespace AliGatewaySignature.Tests.Backend;

/// <summary>
/// A bare connection to a backend: header names and values go out exactly as they are. It is kept from request to request.
/// </summary>
internal sealed class BackendSocket : IDisposable
{
    private readonly TcpClient _tcp = new() { NoDelay = true };
    private BufferedStream? _stream;

    public static async Task<BackendSocket> ConnectAsync(Uri backend, CancellationToken cancellationToken)
    {
        var socket = new BackendSocket();
        await socket._tcp.ConnectAsync(backend.Host, backend.Port, cancellationToken);
        socket._stream = new BufferedStream(socket._tcp.GetStream());
        return socket;
    }

    /// <summary>Sends a request over a connection of its own and gives the status and the body of the answer.</summary>
    public static async Task<(int Status, string Body)> SendAsync(Uri backend, BackendRequest request, CancellationToken cancellationToken)
    {
        using var socket = await ConnectAsync(backend, cancellationToken);
        return await socket.SendAsync(request, cancellationToken);
    }

    /// <summary>Sends a request and gives the status and the body of the answer.</summary>
    public Task<(int Status, string Body)> SendAsync(BackendRequest request, CancellationToken cancellationToken)
    {
        var target = request.Query.Length == 0 ? request.Path : request.Path + "?" + request.Query;
        var head = new StringBuilder($"{request.Method} {target} HTTP/1.1\r\nHost: backend.example\r\n");
        foreach ((var name, var value) in request.Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        head.Append(request.Header("Transfer-Encoding") is null ? $"Content-Length: {request.Body.Length}\r\n\r\n" : "\r\n");
        return SendAsync([.. Encoding.UTF8.GetBytes(head.ToString()), .. request.Body], request.Method == "HEAD", cancellationToken);
    }

    /// <summary>Sends these bytes and reads an answer.</summary>
    public async Task<(int Status, string Body)> SendAsync(byte[] bytes, bool isHead, CancellationToken cancellationToken)
    {
        // Not a measurement: it only turns a test that would never end into one that fails.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        await _stream!.WriteAsync(bytes, limit.Token);
        await _stream.FlushAsync(limit.Token);
        var status = int.Parse((await LineAsync(limit.Token)).Split(' ')[1], CultureInfo.InvariantCulture);
        var length = 0;
        while (await LineAsync(limit.Token) is { Length: > 0 } line)
        {
            const string ContentLength = "Content-Length: ";
            length = line.StartsWith(ContentLength, StringComparison.Ordinal)
                ? int.Parse(line.AsSpan(ContentLength.Length), CultureInfo.InvariantCulture)
                : length;
        }

        var body = new byte[isHead ? 0 : length];
        await _stream.ReadExactlyAsync(body, limit.Token);
        return (status, Encoding.UTF8.GetString(body));
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _tcp.Dispose();
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        var (line, one) = (new StringBuilder(), new byte[1]);
        while (await _stream!.ReadAsync(one, cancellationToken) > 0)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        throw new EndOfStreamException("The backend closed the connection.");
    }
}

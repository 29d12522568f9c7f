using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AliGatewaySignature.Tests.Fakes;

/// <summary>A loopback TCP server that does to each connection what a test tells it to.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<RawServer, Socket, NetworkStream, CancellationToken, Task> _behave;
    private readonly Task _loop;
    private int _connections;
    private int _requests;

    public RawServer(Func<RawServer, Socket, NetworkStream, CancellationToken, Task> behave)
    {
        _behave = behave;
        _listener.Start();
        _loop = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    public int Connections => Volatile.Read(ref _connections);

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Reads the head of one request; our requests have no body.</summary>
    public async Task<string> ReadRequestAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new MemoryStream();
        var one = new byte[1];
        while (!Encoding.ASCII.GetString(head.ToArray()).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
            {
                return string.Empty;
            }

            head.Write(one);
        }

        Interlocked.Increment(ref _requests);
        return Encoding.ASCII.GetString(head.ToArray());
    }

    public static Task ReplyAsync(
        NetworkStream stream, string statusLine, string headers, string body, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {statusLine}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"), cancellationToken)
                .AsTask();

    /// <summary>Ends a connection the hard way.</summary>
    public static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using (socket)
            {
                using var stream = new NetworkStream(socket);
                await _behave(this, socket, stream, _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The client or the test has gone.
        }
    }
}

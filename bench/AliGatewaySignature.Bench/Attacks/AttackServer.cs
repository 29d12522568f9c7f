using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AliGatewaySignature.Bench.Attacks;

/// <summary>Listens on a free loopback port, reads the head of each request, and attacks with the reply.</summary>
internal sealed class AttackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Attack _attack;

    public AttackServer(Attack attack)
    {
        _attack = attack;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // No longer listening.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var accepted = client;
        using var far = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);

        // Nothing here may outlive the client by much.
        far.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            var stream = client.GetStream();
            if (_attack.ReadsRequest)
            {
                await ReadHeadAsync(stream, far.Token);
            }

            await _attack.Reply(stream, far.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client went away, which is what it should do.
        }
    }

    private static async Task ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            length += read;
            if (read == 0 || Encoding.ASCII.GetString(buffer, 0, length).Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                return;
            }
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace AliGatewaySignature.Bench.Network;

/// <summary>Listens on a free loopback port; each connection gets one of its own to the target behind.</summary>
internal sealed class TcpListenerLoop : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _targetPort;
    private readonly Func<Stream, Stream, Task> _serve;

    /// <param name="targetPort">A loopback port.</param>
    /// <param name="serve">Serves a connection: its stream and that of the target.</param>
    public TcpListenerLoop(int targetPort, Func<Stream, Stream, Task> serve)
    {
        _targetPort = targetPort;
        _serve = serve;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // No longer listening.
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        using var near = accepted;
        using var far = new TcpClient(AddressFamily.InterNetwork);
        near.NoDelay = true;
        far.NoDelay = true;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _targetPort);
            await _serve(near.GetStream(), far.GetStream());
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or ObjectDisposedException)
        {
            // One side went away: both connections are closed.
        }
    }
}

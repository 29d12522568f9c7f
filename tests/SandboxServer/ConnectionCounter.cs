using System.Threading;

namespace AliGatewaySignature.SandboxServer;

/// <summary>Counts the TCP connections that clients opened.</summary>
internal sealed class ConnectionCounter
{
    private long _opened;
    private long _open;

    /// <summary>How many were opened since the start or the last <see cref="Clear"/>.</summary>
    public long Opened => Interlocked.Read(ref _opened);

    /// <summary>How many are open now.</summary>
    public long Open => Interlocked.Read(ref _open);

    public void Enter()
    {
        Interlocked.Increment(ref _opened);
        Interlocked.Increment(ref _open);
    }

    public void Leave() => Interlocked.Decrement(ref _open);

    public void Clear() => Interlocked.Exchange(ref _opened, 0);
}

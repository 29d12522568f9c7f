using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace AliGatewaySignature.SandboxServer;

/// <summary>Counts the TCP connections that clients opened, and those of them that carried calls to the service.</summary>
internal sealed class ConnectionCounter
{
    private static readonly object Mark = new();

    private long _opened;
    private long _open;
    private long _calling;
    private int _generation;

    /// <summary>How many were opened since the start or the last <see cref="Clear"/>, those of the control endpoints included.</summary>
    public long Opened => Interlocked.Read(ref _opened);

    /// <summary>How many are open now.</summary>
    public long Open => Interlocked.Read(ref _open);

    /// <summary>How many carried at least one call to the service since the start or the last <see cref="Clear"/>.</summary>
    public long Calling => Interlocked.Read(ref _calling);

    public void Enter()
    {
        Interlocked.Increment(ref _opened);
        Interlocked.Increment(ref _open);
    }

    public void Leave() => Interlocked.Decrement(ref _open);

    /// <summary>
    /// Notes that this connection carries a call. One connection's requests come one after the other, so its mark needs no
    /// lock.
    /// </summary>
    public void Calls(HttpContext context)
    {
        var connection = context.Features.GetRequiredFeature<IConnectionItemsFeature>();
        var generation = Volatile.Read(ref _generation);
        if (connection.Items.TryGetValue(Mark, out var seen) && seen is int before && before == generation)
        {
            return;
        }

        connection.Items[Mark] = generation;
        Interlocked.Increment(ref _calling);
    }

    public void Clear()
    {
        Interlocked.Exchange(ref _opened, 0);
        Interlocked.Exchange(ref _calling, 0);
        Interlocked.Increment(ref _generation);
    }
}

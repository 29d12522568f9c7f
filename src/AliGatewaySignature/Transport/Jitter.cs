namespace AliGatewaySignature.Transport;

/// <summary>Random numbers for spreading out retries; nothing secret hangs on them.</summary>
internal static class Jitter
{
    private static readonly Random Random = new();

    /// <summary>A number from 0 to 1; safe from any thread.</summary>
    public static double Next()
    {
        lock (Random)
        {
#pragma warning disable CA5394 // Not used for security.
            return Random.NextDouble();
#pragma warning restore CA5394
        }
    }
}

namespace AliGatewaySignature.Sandbox.Verification;

/// <summary>Remembers nonces for as long as a request that carries them could be repeated.</summary>
internal sealed class NonceMemory
{
    // A bound for the process's sake: past it the oldest are forgotten early.
    private const int Capacity = 100_000;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<(string Nonce, DateTimeOffset Until)> _order = new();

    /// <summary>True the first time; false when the nonce was used by the same caller and still counts.</summary>
    public bool TryUse(string accessKeyId, string nonce, DateTimeOffset now, DateTimeOffset until)
    {
        while (_order.Count > 0 && (_order.Peek().Until < now || _order.Count >= Capacity))
        {
            _seen.Remove(_order.Dequeue().Nonce);
        }

        var entry = accessKeyId + "\n" + nonce;
        if (!_seen.Add(entry))
        {
            return false;
        }

        _order.Enqueue((entry, until));
        return true;
    }

    public void Clear()
    {
        _seen.Clear();
        _order.Clear();
    }
}

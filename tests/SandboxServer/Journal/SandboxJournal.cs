namespace AliGatewaySignature.SandboxServer.Journal;

/// <summary>The calls that arrived: the last ones in full, all of them as sums. Safe from any thread.</summary>
internal sealed class SandboxJournal(int capacity)
{
    private readonly object _lock = new();
    private readonly Queue<SandboxCall> _calls = new();
    private readonly Dictionary<string, OperationCount> _counts = new(StringComparer.Ordinal);
    private long _total;

    /// <summary>How many calls arrived since the start or the last <see cref="Clear"/>.</summary>
    public long Total
    {
        get
        {
            lock (_lock)
            {
                return _total;
            }
        }
    }

    public void Add(SandboxCall call)
    {
        lock (_lock)
        {
            call.Number = ++_total;
            if (_calls.Count >= capacity && _calls.Count > 0)
            {
                _calls.Dequeue();
            }

            if (capacity > 0)
            {
                _calls.Enqueue(call);
            }

            // What a stranger sends as an operation must not fill the memory either.
            var name = _counts.ContainsKey(call.Operation) || _counts.Count < 100 ? call.Operation : string.Empty;
            if (!_counts.TryGetValue(name, out var count))
            {
                count = new OperationCount(name);
                _counts.Add(name, count);
            }

            count.Calls++;
            count.Errors += call.Status is >= 200 and < 300 && call.ErrorCode.Length == 0 ? 0 : 1;
            count.Faults += call.Fault.Length == 0 ? 0 : 1;
            count.Ids += call.IdCount;
            count.MaxIds = Math.Max(count.MaxIds, call.IdCount);
        }
    }

    /// <summary>The calls that are kept, oldest first.</summary>
    public IReadOnlyList<SandboxCall> Calls()
    {
        lock (_lock)
        {
            return [.. _calls];
        }
    }

    /// <summary>The sums, an operation each.</summary>
    public IReadOnlyList<OperationCount> Counts()
    {
        lock (_lock)
        {
            return [.. _counts.Values.Select(static count => count.Copy())];
        }
    }

    /// <summary>How often one operation was called.</summary>
    public long CallsOf(string operation)
    {
        lock (_lock)
        {
            return _counts.TryGetValue(operation, out var count) ? count.Calls : 0;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _calls.Clear();
            _counts.Clear();
            _total = 0;
        }
    }
}

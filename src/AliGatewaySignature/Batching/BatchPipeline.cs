namespace AliGatewaySignature.Batching;

/// <summary>
/// Takes ids one by one, and gives back results in the order in which the batches were cut. It is used from one thread, which
/// also gates the batches and takes the results; only the work on a batch runs elsewhere.
/// </summary>
/// <param name="thread">The thread that uses the pipeline.</param>
/// <param name="batchSize">How many ids a batch holds.</param>
/// <param name="throttleLimit">How many batches run at once; 1 runs one after the other.</param>
/// <param name="gate">Decides what is sent of a batch; null sends nothing of it.</param>
/// <param name="send">Sends a batch. Failures come back inside the result.</param>
/// <param name="take">Takes the result of a batch.</param>
/// <param name="cancellationToken">Cancels the batches that run.</param>
internal sealed class BatchPipeline(
    IPipelineThread thread,
    int batchSize,
    int throttleLimit,
    Func<Batch, Batch?> gate,
    Func<Batch, CancellationToken, Task<BatchResult>> send,
    Action<BatchResult> take,
    CancellationToken cancellationToken)
{
    private readonly BatchCollector _collector = new(batchSize);
    private readonly BatchRunner _runner = new(throttleLimit, send, thread.Wake, cancellationToken);
    private Batch? _gated;
    private BatchKey _inputKey;
    private IReadOnlyList<string> _input = [];
    private int _next;

    /// <summary>Adds ids. Batches that they fill are gated and sent, and results that are ready are taken.</summary>
    public void Add(BatchKey key, IReadOnlyList<string> apiIds)
    {
        // By its index: an enumerator of the interface would be one object for each id that comes alone.
        for (var i = 0; i < apiIds.Count; i++)
        {
            if (_collector.Add(key, apiIds[i]) is { } full)
            {
                // Sending may end the pipeline; the ids behind this one are counted then.
                (_inputKey, _input, _next) = (key, apiIds, i + 1);
                Send(full);
                _input = [];
            }
        }

        // A slow input must not hold back what is ready.
        if (_runner.HasResult)
        {
            TakeResults();
        }
    }

    /// <summary>Called by a gate that lets nothing through because it has told what became of the batch itself.</summary>
    public void Disown() => _gated = null;

    /// <summary>Sends what is left, and takes every result.</summary>
    public void Complete()
    {
        foreach (var rest in _collector.Flush())
        {
            Send(rest);
        }

        while (!_runner.IsEmpty)
        {
            thread.WaitUntil(() => _runner.HasResult);
            TakeResults();
        }
    }

    /// <summary>After the token was cancelled: waits a little for what still runs, and tells what is left of everything.</summary>
    public BatchRemains Abandon(TimeSpan patience)
    {
        var remains = _runner.Abandon(patience);
        var notSent = _gated?.ApiIds.Count ?? 0;
        for (; _next < _input.Count; _next++)
        {
            notSent += _collector.Add(_inputKey, _input[_next])?.ApiIds.Count ?? 0;
        }

        return remains with { NotSent = remains.NotSent + notSent + _collector.Flush().Sum(static batch => batch.ApiIds.Count) };
    }

    private void Send(Batch batch)
    {
        _gated = batch;
        TakeResults();
        if (gate(batch) is not { } approved)
        {
            _gated = null;
            return;
        }

        do
        {
            thread.WaitUntil(() => _runner.HasResult || _runner.CanStart);
            TakeResults();
        }
        while (!_runner.CanStart);

        _gated = null;
        _runner.Start(approved);
    }

    private void TakeResults()
    {
        thread.Drain();
        while (_runner.HasResult)
        {
            take(_runner.Take());
        }
    }
}

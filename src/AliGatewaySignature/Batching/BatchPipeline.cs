namespace AliGatewaySignature.Batching;

/// <summary>
/// Takes ids one by one, and gives back results in the order in which the batches were cut. It is used from one thread, which
/// also gates the batches and takes the results; only the work on a batch runs elsewhere. Where batches are read before they are
/// gated, reading runs ahead of the gate.
/// </summary>
/// <param name="thread">The thread that uses the pipeline.</param>
/// <param name="work">What is done with a batch.</param>
/// <param name="throttleLimit">How many batches are sent at once, and how many are read at once.</param>
/// <param name="cancellationToken">Cancels the batches that run.</param>
internal sealed class BatchPipeline(
    IPipelineThread thread, BatchPipelineWork work, int throttleLimit, CancellationToken cancellationToken)
{
    /// <summary>Results that wait behind a slow batch are held back; this many times the limit, and no more is started.</summary>
    private const int WindowFactor = 4;

    /// <summary>Readings run ahead of the gate by this many times the limit.</summary>
    private const int ReadAheadFactor = 2;

    private readonly BatchCollector _collector = new(work.BatchSize);
    private readonly BatchRunner<BatchResult> _sending = new(
        throttleLimit,
        throttleLimit * WindowFactor,
        work.Send,
        static (batch, e) => BatchResult.Failed(batch, BatchErrors.Unexpected(e, batch)),
        thread.Wake,
        cancellationToken);

    private readonly BatchRunner<Batch>? _reading = work.Read is null ? null : new(
        throttleLimit, throttleLimit * ReadAheadFactor, work.Read, work.Unread, thread.Wake, cancellationToken);

    /// <summary>What is in nobody's hands but these: it waits for room, or is asked about.</summary>
    private readonly List<Batch> _held = [];
    private BatchInput _input = new(default, []);
    private int _next;

    /// <summary>Adds ids. Batches that they fill are gated and sent, and results that are ready are taken.</summary>
    public void Add(in BatchInput input)
    {
        // By its index: an enumerator of the interface would be one object for each id that comes alone.
        for (var i = 0; i < input.ApiIds.Count; i++)
        {
            if (_collector.Add(input, i) is { } full)
            {
                // Sending may end the pipeline; the ids behind this one are counted then.
                (_input, _next) = (input, i + 1);
                Accept(full);
                _input = new(default, []);
            }
        }

        // A slow input must not hold back what is ready.
        if (_sending.HasResult || _reading?.HasResult == true)
        {
            Advance();
        }
    }

    /// <summary>Sends what is left, and takes every result.</summary>
    public void Complete()
    {
        foreach (var rest in _collector.Flush())
        {
            Accept(rest);
        }

        while (_reading is { IsEmpty: false })
        {
            thread.WaitUntil(() => _reading.HasResult || _sending.HasResult);
            Advance();
        }

        Settle();
    }

    /// <summary>Waits for every batch that was sent, and takes its result. What follows it may end the run.</summary>
    public void Settle()
    {
        while (!_sending.IsEmpty)
        {
            thread.WaitUntil(() => _sending.HasResult);
            TakeResults();
        }
    }

    /// <summary>After the token was cancelled: waits a little for what still runs, and tells what is left of everything.</summary>
    public BatchRemains<BatchResult> Abandon(TimeSpan patience)
    {
        var remains = _sending.Abandon(patience);
        var notSent = _held.Sum(static batch => batch.ApiIds.Count);
        if (_reading?.Abandon(TimeSpan.Zero) is { } unread)
        {
            notSent += unread.NotSent + unread.Ended.Concat(unread.Open).Sum(static batch => batch.ApiIds.Count);
        }

        for (; _next < _input.ApiIds.Count; _next++)
        {
            notSent += _collector.Add(_input, _next)?.ApiIds.Count ?? 0;
        }

        return remains with { NotSent = remains.NotSent + notSent + _collector.Flush().Sum(static batch => batch.ApiIds.Count) };
    }

    private void Accept(Batch batch)
    {
        if (_reading is null)
        {
            Send(batch);
            return;
        }

        _held.Add(batch);
        while (!_reading.CanStart)
        {
            thread.WaitUntil(() => _reading.HasResult || _sending.HasResult);
            Advance();
        }

        _held.Remove(batch);
        _reading.Start(batch);
        Advance();
    }

    /// <summary>Sends what was read, as long as there is room, and takes what has ended.</summary>
    private void Advance()
    {
        TakeResults();
        while (_reading?.HasResult == true)
        {
            Send(_reading.Take());
        }
    }

    private void Send(Batch batch)
    {
        _held.Add(batch);
        TakeResults();
        if (work.Gate(batch) is not { } approved)
        {
            _held.Remove(batch);
            return;
        }

        while (!_sending.CanStart)
        {
            thread.WaitUntil(() => _sending.HasResult);
            TakeResults();
        }

        _held.Remove(batch);
        _sending.Start(approved);
    }

    private void TakeResults()
    {
        thread.Drain();
        while (_sending.HasResult)
        {
            var result = _sending.Take();

            // Once more: what was said about this batch may have come after the first time, and nothing need follow it.
            thread.Drain();
            if (result.Changed is not { } changed)
            {
                work.Take(result);
                continue;
            }

            _held.Add(changed);
            var approved = work.Gate(changed);
            _held.Remove(changed);
            if (approved is not null)
            {
                _sending.StartFirst(approved);
            }
        }
    }
}

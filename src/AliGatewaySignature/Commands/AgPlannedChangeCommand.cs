using AliGatewaySignature.Batching;

namespace AliGatewaySignature.Commands;

/// <summary>
/// A cmdlet that knows of each API what it carries and what it shall carry, has asked about all of it at once, and brings it about in
/// batches. What no longer carries what the plan says is left alone and reported.
/// </summary>
public abstract class AgPlannedChangeCommand : AgBatchedCommand
{
    private long _waiting;

    private protected AgPlannedChangeCommand()
    {
    }

    /// <summary>The names of keys; what was found before is told by <see cref="KeyNames.Know"/>.</summary>
    private protected KeyNames Keys { get; private set; } = null!;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Keys = new KeyNames(Client);
    }

    /// <summary>Carries a plan out: first what is bound, then what is unbound, so that a key that moves leaves nothing unsigned.</summary>
    /// <param name="plan">What is to change.</param>
    /// <param name="readAt">
    /// When the reading began that the plan rests on, on the clock of the client; null when it was not read here.
    /// </param>
    private protected void RunPlan(IReadOnlyList<PlannedBinding> plan, TimeSpan? readAt)
    {
        var from = StartingPoint.Of(plan);
        var snapshot = readAt is { } at ? BindingSnapshot.Of(plan, at) : null;
        _waiting = plan.Count;
        BeginProgress("changed");
        Run(plan.Where(static one => one.To is not null), BindingChange.Bind, from, snapshot);
        Run(plan.Where(static one => one.To is null), BindingChange.Unbind, from, snapshot);
        EndProgress();
    }

    /// <summary>What sends a batch. The one who overrides it may do more than the executor does.</summary>
    private protected virtual Func<Batch, CancellationToken, Task<BatchResult>> Sender(BindingChange change, BatchReader reader) =>
        new BatchExecutor(Client, change, Verify, reader).RunAsync;

    /// <summary>Whether a batch may still be sent. Called on the pipeline thread, before each of them.</summary>
    private protected virtual bool Continues() => true;

    /// <summary>Whether nothing more will be sent, so that nothing need be read for it. Asked from any thread.</summary>
    private protected virtual bool HasEnded => false;

    /// <summary>Waits for what must not be left half done, however the run ends.</summary>
    private protected virtual void Finish()
    {
    }

    private protected sealed override void TallyRemains()
    {
        Finish();
        base.TallyRemains();
        Tally.AddNotSent(_waiting);
    }

    private void Run(IEnumerable<PlannedBinding> plan, BindingChange change, StartingPoint from, BindingSnapshot? snapshot)
    {
        var reader = new BatchReader(Client, change, from, isRehearsal: false, Keys) { Snapshot = snapshot };
        Batches = new BatchPipeline(
            Pump,
            new BatchPipelineWork(change.IdsPerCall, Gate, Sender(change, reader), WriteResult)
            {
                Read = (batch, token) => HasEnded ? Task.FromResult(batch) : reader.ReadAsync(batch, token),
                Unread = reader.Unread,
            },
            ThrottleLimit,
            StopToken);

        // Rows of one key, group and stage go together, wherever they stand in the plan: that takes the fewest calls.
        foreach (var same in plan.GroupBy(static one => one.Key).ToList())
        {
            foreach (var one in same)
            {
                _waiting--;
                Batches.Add(new BatchInput(one.Key, [one.ApiId], [one.ApiName], one.GroupName));
            }
        }

        Batches.Complete();
        Batches = null;
    }

    private Batch? Gate(Batch batch)
    {
        if (Continues())
        {
            return batch;
        }

        Tally.AddNotSent(batch.ToSend.Count);
        return batch.Plan is { HasErrors: true } plan ? batch.With(plan.Declined()) : null;
    }
}

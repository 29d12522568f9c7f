using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Batching;

/// <summary>What a pipeline does with a batch.</summary>
/// <param name="BatchSize">How many ids a batch holds.</param>
/// <param name="Gate">Decides, on the thread of the pipeline, what is sent of a batch; null sends nothing of it.</param>
/// <param name="Send">Sends a batch. Failures come back inside the result.</param>
/// <param name="Take">Takes the result of a batch.</param>
internal sealed record BatchPipelineWork(
    int BatchSize, Func<Batch, Batch?> Gate, Func<Batch, CancellationToken, Task<BatchResult>> Send, Action<BatchResult> Take)
{
    /// <summary>Reads a batch before it is gated; null where nothing is read.</summary>
    public Func<Batch, CancellationToken, Task<Batch>>? Read { get; init; }

    /// <summary>What becomes of a batch whose reading ended in a way that nobody thought of.</summary>
    public Func<Batch, Exception, Batch> Unread { get; init; } =
        static (batch, e) => throw AgException.Unexpected(e, $"Batch {batch.Number}");
}

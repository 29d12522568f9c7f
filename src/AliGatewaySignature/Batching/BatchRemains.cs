namespace AliGatewaySignature.Batching;

/// <summary>What was left of a pipeline, or of one of its lanes, that ended before every result was taken.</summary>
/// <param name="Ended">The results that nobody took, in order.</param>
/// <param name="Open">The batches that were under way.</param>
/// <param name="NotSent">How many ids nothing was sent for.</param>
internal sealed record BatchRemains<T>(IReadOnlyList<T> Ended, IReadOnlyList<Batch> Open, int NotSent);

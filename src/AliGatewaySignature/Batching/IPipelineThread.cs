namespace AliGatewaySignature.Batching;

/// <summary>The thread that a <see cref="BatchPipeline"/> is used from, and how it waits.</summary>
internal interface IPipelineThread
{
    /// <summary>From any thread: makes the pipeline's thread check again what it waits for.</summary>
    void Wake();

    /// <summary>On the pipeline's thread: does what other threads have queued for it.</summary>
    void Drain();

    /// <summary>On the pipeline's thread: does what other threads queue, until the condition holds.</summary>
    /// <exception cref="Exception">The pipeline was stopped.</exception>
    void WaitUntil(Func<bool> condition);
}

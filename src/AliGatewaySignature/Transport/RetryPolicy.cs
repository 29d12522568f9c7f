using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Transport;

/// <summary>
/// How often, and after which delay, a call is sent again. What may be sent again at all stands in the fault table
/// (<see cref="FaultKind.Repeat"/>).
/// </summary>
internal sealed class RetryPolicy
{
    public static readonly RetryPolicy Default = new();

    /// <summary>How long one attempt may take; the service's own clients give up after 5 to 10 s, large batches need more.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts in all, the first included.</summary>
    public int MaxAttempts { get; init; } = 8;

    /// <summary>
    /// Attempts in all where no connection comes about: a short outage is bridged, a wrong address is told soon.
    /// </summary>
    public int MaxConnectAttempts { get; init; } = 3;

    /// <summary>No further attempt begins when its wait would end later than this after the first attempt began.</summary>
    public TimeSpan MaxTotal { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The upper bound of the first wait; doubled for each further one.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>No wait that we choose ourselves is longer; what the service asks for is obeyed.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The wait before a call is sent again whose refusal is not understood.</summary>
    public TimeSpan PauseAfterUnknown { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether a call that met this fault may be sent again.</summary>
    public static bool Allows(FaultKind fault, ApiCall call) => fault.Repeat switch
    {
        Repeat.Always => true,
        Repeat.WhenRepeatable => call.Operation.IsRepeatable,

        // Within the search for bad ids every second call is refused: the batch was sent twice before it began.
        Repeat.Once => call.Operation.IsRepeatable && !call.IsPartOfBatch,
        _ => false,
    };

    /// <summary>How many attempts a fault is worth.</summary>
    public int AttemptsFor(FaultKind fault) =>
        fault.Repeat == Repeat.Once ? Math.Min(2, MaxAttempts)
        : fault.IsBeforeSending ? Math.Min(MaxConnectAttempts, MaxAttempts)
        : MaxAttempts;

    /// <summary>Exponential back-off with full jitter: anything from nothing to the bound, so that callers spread out.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="random">A number from 0 to 1.</param>
    public TimeSpan Backoff(int attempt, double random)
    {
        var bound = Math.Min(LongestDelay.TotalMilliseconds, FirstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 30)));
        return TimeSpan.FromMilliseconds(bound * random);
    }
}

using System.Globalization;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.Commands;

/// <summary>Tells the verbose stream of every attempt and every wait, and counts them.</summary>
/// <param name="tell">Takes a line from any thread; null when verbose output is off.</param>
internal sealed class VerboseObserver(Action<string>? tell) : ICallObserver
{
    private int _calls;
    private int _retries;

    /// <summary>Attempts in all.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Attempts that were not the first of their call.</summary>
    public int Retries => Volatile.Read(ref _retries);

    public void Attempted(ApiCall call, AttemptReport report)
    {
        Interlocked.Increment(ref _calls);
        if (report.Attempt > 1)
        {
            Interlocked.Increment(ref _retries);
        }

        tell?.Invoke(string.Format(CultureInfo.InvariantCulture, "{0}{1}{2}: {3} after {4:0} ms{5}.",
            call.Operation.Name,
            call.About is null ? string.Empty : " (" + call.About + ")",
            report.Attempt == 1 ? string.Empty : ", attempt " + report.Attempt.ToString(CultureInfo.InvariantCulture),
            report.Fault?.Id ?? "done",
            report.Duration.TotalMilliseconds,
            report.RequestId is null ? string.Empty : ", RequestId " + report.RequestId));
    }

    public void Waiting(ApiCall call, TimeSpan delay, FaultKind because, int nextAttempt) =>
        tell?.Invoke(string.Format(CultureInfo.InvariantCulture, "{0}{1}: {2}; attempt {3} follows in {4:0} ms.",
            call.Operation.Name,
            call.About is null ? string.Empty : " (" + call.About + ")",
            because.Id,
            nextAttempt,
            delay.TotalMilliseconds));
}

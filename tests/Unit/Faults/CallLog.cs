using AliGatewaySignature.Errors;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>Every attempt and every wait of the calls of a test, as -Verbose would tell them.</summary>
internal sealed class CallLog : ICallObserver
{
    private readonly Lock _gate = new();
    private readonly List<(string Operation, string Fault)> _attempts = [];
    private readonly List<(TimeSpan Delay, string Fault)> _waits = [];

    /// <summary>Operation and fault of each attempt; the fault of a success is empty.</summary>
    public IReadOnlyList<(string Operation, string Fault)> Attempts
    {
        get
        {
            lock (_gate)
            {
                return [.. _attempts];
            }
        }
    }

    public IReadOnlyList<(TimeSpan Delay, string Fault)> Waits
    {
        get
        {
            lock (_gate)
            {
                return [.. _waits];
            }
        }
    }

    public void Attempted(ApiCall call, AttemptReport report)
    {
        lock (_gate)
        {
            _attempts.Add((call.Operation.Name, report.Fault?.Id ?? string.Empty));
        }
    }

    public void Waiting(ApiCall call, TimeSpan delay, FaultKind because, int nextAttempt)
    {
        lock (_gate)
        {
            _waits.Add((delay, because.Id));
        }
    }
}

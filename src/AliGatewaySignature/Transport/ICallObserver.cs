using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Transport;

/// <summary>Is told what happens to a call. May be called from any thread.</summary>
internal interface ICallObserver
{
    /// <summary>An attempt has ended, well or badly.</summary>
    void Attempted(ApiCall call, AttemptReport report);

    /// <summary>The call will be sent again after a wait.</summary>
    void Waiting(ApiCall call, TimeSpan delay, FaultKind because, int nextAttempt);
}

/// <summary>How one attempt ended.</summary>
internal sealed class AttemptReport(int attempt, TimeSpan duration, ApiCall call, ApiReply? reply, FaultKind? fault)
{
    public int Attempt { get; } = attempt;

    public TimeSpan Duration { get; } = duration;

    /// <summary>The service's id of the request, safe to show; null when there was no answer.</summary>
    public string? RequestId => reply?.ShownRequestId(call);

    /// <summary>Null when the attempt succeeded.</summary>
    public FaultKind? Fault { get; } = fault;
}

internal sealed class NoObserver : ICallObserver
{
    public static readonly NoObserver Instance = new();

    public void Attempted(ApiCall call, AttemptReport report)
    {
    }

    public void Waiting(ApiCall call, TimeSpan delay, FaultKind because, int nextAttempt)
    {
    }
}

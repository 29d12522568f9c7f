using System;
using System.Collections.Concurrent;
using System.Threading;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.Samples;

/// <summary>Prints the writing calls as they end, and counts all.</summary>
internal sealed class CallPrinter : ICallObserver
{
    private readonly ConcurrentQueue<string> lines = new();
    private int count;

    public int Count => Volatile.Read(ref count);

    public void Attempted(ApiCall call, AttemptReport report)
    {
        Interlocked.Increment(ref count);
        if (call.About is not null)
        {
            lines.Enqueue($"  {call.Operation} ({call.About}): {report.Fault?.Id ?? "done"}, RequestId {report.RequestId}");
        }
    }

    public void Waiting(ApiCall call, TimeSpan delay, FaultKind because, int nextAttempt) =>
        lines.Enqueue($"  {call.Operation}: {because.Id}, again in {delay.TotalMilliseconds:0} ms");

    public void Flush()
    {
        while (lines.TryDequeue(out var line))
        {
            Console.WriteLine(line);
        }
    }
}

using AliGatewaySignature.Transport;

namespace AliGatewaySignature.Tests.Journals;

/// <summary>Somebody presses Ctrl+C while the call is under way.</summary>
internal sealed class StoppedTransport(CancellationTokenSource stop) : IApiTransport
{
    public int Calls { get; private set; }

    public Task<ApiReply> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        Calls++;
        stop.Cancel();
        return Task.FromCanceled<ApiReply>(cancellationToken);
    }
}

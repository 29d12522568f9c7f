using AliGatewaySignature.Transport;

namespace AliGatewaySignature.Tests.Journals;

/// <summary>Something happens to the machine while the first write is under way.</summary>
internal sealed class BlockingTransport(IApiTransport inner, Action happens) : IApiTransport
{
    private Action? _happens = happens;

    public Task<ApiReply> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        _happens?.Invoke();
        _happens = null;
        return inner.SendAsync(call, cancellationToken);
    }
}

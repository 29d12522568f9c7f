using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.Tests.Journals;

/// <summary>A service that accepts everything at once: these tests are about the file.</summary>
internal sealed class AcceptingTransport : IApiTransport
{
    public static AcceptingTransport Instance { get; } = new();

    public Task<ApiReply> SendAsync(ApiCall call, CancellationToken cancellationToken) => Task.FromResult(
        new ApiReply(200, new Dictionary<string, string>(), """{"RequestId":"R"}""") { SignedBy = ScriptedTransport.Signer });
}

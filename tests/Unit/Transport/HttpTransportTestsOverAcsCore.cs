using AliGatewaySignature.Model;

namespace AliGatewaySignature.Tests.Transport;

/// <summary>The same with requests of Aliyun.Acs.Core.</summary>
public sealed class HttpTransportTestsOverAcsCore : HttpTransportTests
{
    private protected override AgTransport Transport => AgTransport.AcsCore;
}

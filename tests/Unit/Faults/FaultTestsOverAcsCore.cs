using AliGatewaySignature.Model;

namespace AliGatewaySignature.Tests.UnderFaults;

// Every fault test once more, with requests that Aliyun.Acs.Core built and signed.

public sealed class BadIdTestsOverAcsCore(FaultServer server) : BadIdTests(server)
{
    private protected override AgTransport Transport => AgTransport.AcsCore;
}

public sealed class ConnectionTestsOverAcsCore(FaultServer server) : ConnectionTests(server)
{
    private protected override AgTransport Transport => AgTransport.AcsCore;
}

public sealed class CreateTestsOverAcsCore(FaultServer server) : CreateTests(server)
{
    private protected override AgTransport Transport => AgTransport.AcsCore;
}

public sealed class RefusalTestsOverAcsCore(FaultServer server) : RefusalTests(server)
{
    private protected override AgTransport Transport => AgTransport.AcsCore;
}

public sealed class ReplyTestsOverAcsCore(FaultServer server) : ReplyTests(server)
{
    private protected override AgTransport Transport => AgTransport.AcsCore;
}

public sealed class ServerFailureTestsOverAcsCore(FaultServer server) : ServerFailureTests(server)
{
    private protected override AgTransport Transport => AgTransport.AcsCore;
}

public sealed class SigningTestsOverAcsCore(FaultServer server) : SigningTests(server)
{
    private protected override AgTransport Transport => AgTransport.AcsCore;
}

public sealed class ThrottlingTestsOverAcsCore(FaultServer server) : ThrottlingTests(server)
{
    private protected override AgTransport Transport => AgTransport.AcsCore;
}

public sealed class TruthTestsOverAcsCore(FaultServer server) : TruthTests(server)
{
    private protected override AgTransport Transport => AgTransport.AcsCore;
}

public sealed class VerifyTestsOverAcsCore(FaultServer server) : VerifyTests(server)
{
    private protected override AgTransport Transport => AgTransport.AcsCore;
}

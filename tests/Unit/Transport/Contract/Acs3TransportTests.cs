using AliGatewaySignature.Tests.UnderFaults;

namespace AliGatewaySignature.Tests.Transport.Contract;

/// <summary>The contract, kept by the module's own requests.</summary>
public sealed class Acs3TransportTests(FaultServer server) : TransportContract(server)
{
    private protected override string Signing => "acs3";
}

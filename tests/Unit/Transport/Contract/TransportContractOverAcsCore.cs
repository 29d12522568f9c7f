using AliGatewaySignature.Model;
using AliGatewaySignature.Tests.UnderFaults;

namespace AliGatewaySignature.Tests.Transport.Contract;

/// <summary>The contract, kept by the requests of Aliyun.Acs.Core.</summary>
public sealed class TransportContractOverAcsCore(FaultServer server) : TransportContract(server)
{
    private protected override AgTransport Transport => AgTransport.AcsCore;

    private protected override string Signing => "rpc";
}

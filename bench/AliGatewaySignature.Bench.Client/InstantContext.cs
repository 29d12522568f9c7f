using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Model;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Bench.Client;

/// <summary>A context whose calls are answered at once, inside the process: what is left is the module's own time.</summary>
public static class InstantContext
{
    /// <summary>Makes one. Calls are signed and read as always; only the network is missing.</summary>
    public static AgContext Create()
    {
        var endpoint = new Uri("https://apigateway.bench.invalid/");
        var credential = new Credential("benchAccessKeyId", PlainText.Protect("benchAccessKeySecret"));
        var connection = GatewayConnection.Open(
            HttpStack.Over(new InstantHandler()), ownsClient: true, endpoint, new FixedCredential(credential),
            new Acs3RequestBuilder("AliGatewaySignature.Bench"));
        return new AgContext(
            "Bench",
            () => (PlainText.Mask(credential.AccessKeyId), null),
            endpoint,
            connection)
        {
            RegionId = "cn-hangzhou",
            IsSandbox = true,
        };
    }
}

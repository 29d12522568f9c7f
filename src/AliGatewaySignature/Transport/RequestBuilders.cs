using AliGatewaySignature.Model;
using AliGatewaySignature.Transport.AcsCore;

namespace AliGatewaySignature.Transport;

/// <summary>From the transport that a user chose to who builds its requests.</summary>
internal static class RequestBuilders
{
    /// <summary>Loads what the transport needs, and nothing for the default one.</summary>
    public static IRequestBuilder For(AgTransport transport, string userAgent) =>
        transport == AgTransport.AcsCore ? AcsCoreAssembly.InModuleFolder.NewBuilder(userAgent) : new Acs3RequestBuilder(userAgent);
}

namespace AliGatewaySignature.Transport;

/// <summary>
/// The seam: carries a call to the service and brings back its reply. Any HTTP status is a reply;
/// when there is none, an AgException says why and whether the call may have arrived.
/// </summary>
internal interface IApiTransport
{
    Task<ApiReply> SendAsync(ApiCall call, CancellationToken cancellationToken);
}

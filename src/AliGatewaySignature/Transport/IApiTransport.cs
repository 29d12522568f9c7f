namespace AliGatewaySignature.Transport;

/// <summary>
/// The seam: whoever can carry a call to the service and bring back its reply. Any HTTP status is a reply;
/// when there is none, an AgException says why and whether the call may have arrived.
/// </summary>
internal interface IApiTransport
{
    Task<ApiReply> SendAsync(ApiCall call, CancellationToken cancellationToken);
}

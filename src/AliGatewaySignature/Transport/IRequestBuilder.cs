using AliGatewaySignature.Credentials;

namespace AliGatewaySignature.Transport;

/// <summary>Turns a call into one signed HTTP request. Asked anew for every attempt, since no nonce may be used twice.</summary>
internal interface IRequestBuilder
{
    HttpRequestMessage Build(ApiCall call, Uri endpoint, Credential credential, DateTimeOffset now);
}

using AliGatewaySignature.Credentials;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Transport;

/// <summary>POST with the parameters in the query and an empty body, as Alibaba Cloud's own clients of this service do.</summary>
internal sealed class Acs3RequestBuilder(string userAgent) : IRequestBuilder
{
    public const string ApiVersion = "2016-07-14";

    public HttpRequestMessage Build(ApiCall call, Uri endpoint, Credential credential, DateTimeOffset now) =>
        Acs3Request.Build(
            endpoint,
            call.Operation.Name,
            ApiVersion,
            call.Parameters.Select(parameter => new KeyValuePair<string, string>(parameter.Name, parameter.Value)),
            credential.ToSign(),
            now,
            userAgent);
}

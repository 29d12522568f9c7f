using AliGatewaySignature.Transport;
using Aliyun.Acs.Core;
using Aliyun.Acs.Core.Auth;
using Aliyun.Acs.Core.Http;
using Credential = AliGatewaySignature.Credentials.Credential;

namespace AliGatewaySignature.AcsCore;

/// <summary>
/// A request as Aliyun.Acs.Core builds and signs it: HMAC-SHA1, signature version 1.0, parameters in the query. Only its
/// request model is used. Its client, profiles, credentials and proxies are never touched, so that no variable of the
/// environment and no other profile of the process has a say.
/// </summary>
internal sealed class AcsCoreRequestBuilder(string userAgent) : IRequestBuilder
{
    private const string Product = "CloudAPI";
    private static readonly Version CoreVersion = typeof(CommonRequest).Assembly.GetName().Version!;

    private readonly string _userAgent = userAgent + " Aliyun.Acs.Core/" + CoreVersion.ToString(3);

    public HttpRequestMessage Build(ApiCall call, Uri endpoint, Credential credential, DateTimeOffset now)
    {
        var common = new CommonRequest
        {
            Product = Product,
            Version = Acs3RequestBuilder.ApiVersion,
            Action = call.Operation.Name,
            Method = MethodType.POST,
            Domain = endpoint.Authority,
            Protocol = endpoint.Scheme == Uri.UriSchemeHttps ? ProtocolType.HTTPS : ProtocolType.HTTP,
        };
        foreach (var parameter in call.Parameters)
        {
            common.AddQueryParameters(parameter.Name, parameter.Value);
        }

        var request = common.BuildRequest();
        request.Composer = new TimedComposer(now);
        request.SignRequest(new HmacSHA1Signer(), ToSign(credential), FormatType.JSON, request.ProductDomain);
        return ToSend(request);
    }

    private static AlibabaCloudCredentials ToSign(Credential credential)
    {
        var key = credential.ToSign();
        return key.SecurityToken is { } token
            ? new BasicSessionCredentials(key.AccessKeyId, key.AccessKeySecret, token)
            : new BasicCredentials(key.AccessKeyId, key.AccessKeySecret);
    }

    private HttpRequestMessage ToSend(HttpRequest signed)
    {
        // A request without content would be repeated by the HTTP stack itself after a reset, nonce and all.
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(signed.Url)) { Content = new ByteArrayContent([]) };
        foreach (var header in signed.Headers)
        {
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        // .NET Framework would otherwise ask before it sends the body, and wait for an answer that many servers do not give.
        request.Headers.ExpectContinue = false;
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        return request;
    }
}

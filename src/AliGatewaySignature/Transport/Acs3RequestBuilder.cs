using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using AliGatewaySignature.Credentials;

namespace AliGatewaySignature.Transport;

/// <summary>POST with the parameters in the query and an empty body, as Alibaba Cloud's own clients of this service do.</summary>
internal sealed class Acs3RequestBuilder : IRequestBuilder
{
    public const string ApiVersion = "2016-07-14";

    private readonly string userAgent;

    public Acs3RequestBuilder(string userAgent) => this.userAgent = userAgent;

    public HttpRequestMessage Build(ApiCall call, Uri endpoint, Credential credential, DateTimeOffset now)
    {
        var headers = new List<KeyValuePair<string, string>>(9)
        {
            new("host", endpoint.Authority),
            new("x-acs-action", call.Operation),
            new("x-acs-content-sha256", Acs3Signer.EmptyBodyHash),
            new("x-acs-date", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            new("x-acs-signature-nonce", Guid.NewGuid().ToString("N")),
            new("x-acs-version", ApiVersion),
        };

        if (credential.SecurityToken is { } token)
        {
            headers.Add(new("x-acs-accesskey-id", credential.AccessKeyId));
            headers.Add(new("x-acs-security-token", PlainText.Of(token)));
        }

        var signature = Acs3Signer.Sign(
            "POST",
            call.Parameters.Select(parameter => new KeyValuePair<string, string>(parameter.Name, parameter.Value)),
            headers,
            credential.AccessKeyId,
            PlainText.Of(credential.AccessKeySecret));

        // A request without content would be repeated by the HTTP stack itself after a reset, nonce and all.
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, "/?" + signature.CanonicalQuery))
        {
            Content = new ByteArrayContent([]),
        };

        foreach (var header in headers)
        {
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        // .NET Framework would otherwise ask before it sends the body, and wait for an answer that many servers do not give.
        request.Headers.ExpectContinue = false;
        request.Headers.TryAddWithoutValidation("Authorization", signature.Authorization);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        return request;
    }
}

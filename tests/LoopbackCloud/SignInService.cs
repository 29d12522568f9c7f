using System.Text.Json.Nodes;

namespace AliGatewaySignature.Tests.Credentials.Cloud;

/// <summary>
/// CloudSSO and the CLI's browser sign-in. The official package exchanges the CLI's access tokens there; this module never
/// does, and a test of it should find no request here.
/// </summary>
internal sealed class SignInService(CloudTime time)
{
    public const string AccessToken = "access-token-of-the-cli";
    public const string RefreshToken = "refresh-token-of-the-cli";

    public CloudReply CloudSso(CloudRequest request)
    {
        if (!HasAccessToken(request))
        {
            return CloudReply.Text(401, "Unauthorized");
        }

        var (keys, expiration) = time.Issue(null, "CloudSSO", request.Host);
        return CloudReply.Json(new JsonObject { ["CloudCredential"] = keys.ToJson(expiration), ["RequestId"] = "a-request" });
    }

    public CloudReply OAuthToken(CloudRequest request) => request.Parameter("refresh_token") == RefreshToken
        ? CloudReply.Json(new JsonObject { ["access_token"] = AccessToken, ["refresh_token"] = RefreshToken, ["expires_in"] = 3600 })
        : CloudReply.Text(400, "invalid_grant");

    public CloudReply OAuthExchange(CloudRequest request)
    {
        if (!HasAccessToken(request))
        {
            return CloudReply.Text(401, "Unauthorized");
        }

        var (keys, expiration) = time.Issue(null, "OAuth", request.Host);
        return CloudReply.Json(new JsonObject
        {
            ["accessKeyId"] = keys.AccessKeyId,
            ["accessKeySecret"] = keys.AccessKeySecret,
            ["securityToken"] = keys.SecurityToken,
            ["expiration"] = CloudTime.Text(expiration),
        });
    }

    private static bool HasAccessToken(CloudRequest request) =>
        string.Equals(request.Header("Authorization"), "Bearer " + AccessToken, StringComparison.Ordinal);
}

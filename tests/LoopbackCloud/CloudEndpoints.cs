namespace AliGatewaySignature.Tests.Credentials.Cloud;

/// <summary>Tells from host and path what a request is for.</summary>
internal static class CloudEndpoints
{
    public const string MetadataHost = "100.100.100.200";
    public const string RolesPath = "/latest/meta-data/ram/security-credentials/";

    public static CloudEndpoint Find(CloudRequest request) => request.Host switch
    {
        MetadataHost => Metadata(request.Path),
        "oauth.aliyun.com" or "oauth.alibabacloud.com" => request.Path == "/v1/token"
            ? CloudEndpoint.OAuthToken
            : CloudEndpoint.OAuthExchange,
        var host when host.StartsWith("sts", StringComparison.Ordinal)
            && host.EndsWith(".aliyuncs.com", StringComparison.Ordinal) => Sts(request.Action),
        _ => request.Path == "/" ? Sts(request.Action) : ByPath(request.Path),
    };

    private static CloudEndpoint Sts(string? action) => action switch
    {
        "AssumeRole" => CloudEndpoint.AssumeRole,
        "AssumeRoleWithOIDC" => CloudEndpoint.AssumeRoleWithOidc,
        "GetCallerIdentity" => CloudEndpoint.CallerIdentity,
        _ => CloudEndpoint.Unknown,
    };

    private static CloudEndpoint Metadata(string path) =>
        path == "/latest/api/token" ? CloudEndpoint.MetadataToken
        : path == RolesPath ? CloudEndpoint.MetadataRole
        : path.StartsWith(RolesPath, StringComparison.Ordinal) ? CloudEndpoint.MetadataKeys
        : CloudEndpoint.MetadataOther;

    private static CloudEndpoint ByPath(string path) =>
        path.StartsWith("/credentials/", StringComparison.Ordinal) ? CloudEndpoint.CredentialsUri
        : path.EndsWith("/idtoken", StringComparison.Ordinal) ? CloudEndpoint.GitHubToken
        : path.EndsWith("/oidctoken", StringComparison.Ordinal) ? CloudEndpoint.AzureToken
        : path == "/cloud-credentials" ? CloudEndpoint.CloudSso
        : CloudEndpoint.Unknown;
}

namespace AliGatewaySignature.Tests.Credentials.Cloud;

/// <summary>The ECS metadata server.</summary>
internal sealed class MetadataService(CloudTime time)
{
    public const string DefaultRole = "instance-role";

    private const string TokenHeader = "x-aliyun-ecs-metadata-token";

    public MetadataMode Mode { get; set; }

    /// <summary>The role that the instance has.</summary>
    public string Role { get; set; } = DefaultRole;

    public string RegionId { get; set; } = "cn-hangzhou";

    public CloudReply? Answer(CloudRequest request)
    {
        if (Mode == MetadataMode.Off)
        {
            return null;
        }

        if (request.Endpoint == CloudEndpoint.MetadataToken)
        {
            return Mode == MetadataMode.TokensLost ? null : Token(request);
        }

        if (request.Method != "GET" || !MayRead(request.Header(TokenHeader)))
        {
            return CloudReply.Text(403, "Forbidden");
        }

        return request.Endpoint switch
        {
            CloudEndpoint.MetadataRole => Mode == MetadataMode.NoRole ? CloudReply.NotFound : CloudReply.Text(200, Role),
            CloudEndpoint.MetadataKeys => Keys(Uri.UnescapeDataString(request.Path[CloudEndpoints.RolesPath.Length..])),
            _ => request.Path == "/latest/meta-data/region-id" ? CloudReply.Text(200, RegionId) : CloudReply.NotFound,
        };
    }

    private CloudReply Token(CloudRequest request)
    {
        if (Mode == MetadataMode.NoTokens)
        {
            return CloudReply.NotFound;
        }

        return request.Method == "PUT"
            && int.TryParse(request.Header(TokenHeader + "-ttl-seconds"), out var seconds)
            && seconds is > 0 and <= 21600
            ? CloudReply.Text(200, CloudKeys.Digest("metadata token"))
            : CloudReply.Text(400, "Bad Request");
    }

    private bool MayRead(string? token) =>
        token is null ? Mode != MetadataMode.TokenOnly : token == CloudKeys.Digest("metadata token") && Mode != MetadataMode.NoTokens;

    private CloudReply Keys(string role)
    {
        if (Mode == MetadataMode.NoRole || role != Role)
        {
            return CloudReply.NotFound;
        }

        if (Mode == MetadataMode.WrongJson)
        {
            return CloudReply.Text(200, "<html>not what you asked for</html>");
        }

        var (keys, expiration) = time.Issue(TimeSpan.FromHours(6), "the role of an instance", role);
        var json = keys.ToJson(expiration);
        json["LastUpdated"] = CloudTime.Text(time.Now());
        json["Code"] = Mode == MetadataMode.NotSuccess ? "Failed" : "Success";
        return CloudReply.Json(json);
    }
}

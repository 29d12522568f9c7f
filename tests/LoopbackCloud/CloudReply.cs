using System.Text.Json.Nodes;

namespace AliGatewaySignature.Tests.Credentials.Cloud;

/// <summary>What the loopback cloud answers.</summary>
internal sealed record CloudReply(int Status, string Body, string ContentType = "application/json;charset=utf-8")
{
    public static CloudReply NotFound { get; } = Text(404, "There is nothing here.");

    public static CloudReply Json(JsonObject body) => new(200, body.ToJsonString());

    public static CloudReply Text(int status, string body) => new(status, body, "text/plain;charset=utf-8");

    /// <summary>A refusal in the form of STS.</summary>
    public static CloudReply Refusal(int status, string code, string message) => new(status, new JsonObject
    {
        ["RequestId"] = CloudKeys.Digest("request", code)[..16],
        ["HostId"] = "sts.aliyuncs.com",
        ["Code"] = code,
        ["Message"] = message,
    }.ToJsonString());
}

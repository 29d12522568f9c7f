using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.Sandbox;

/// <summary>Writes errors in the service's shape.</summary>
internal static class ErrorReply
{
    public static byte[] Write(string requestId, string host, string code, string message) => new JsonText()
        .Property("RequestId", requestId)
        .Property("HostId", host)
        .Property("Code", code)
        .Property("Message", message)
        .Property("Recommend", $"https://api.aliyun.com/troubleshoot?q={Uri.EscapeDataString(code)}&product=CloudAPI&requestId={requestId}")
        .ToBytes();
}

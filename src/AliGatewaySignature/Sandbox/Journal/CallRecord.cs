using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.Sandbox.Journal;

/// <summary>Takes out of a call what the journal may keep.</summary>
internal static class CallRecord
{
    public static SandboxCall Create(
        ServiceCall call, string requestId, DateTimeOffset now, int status, string errorCode, bool changed, string fault = "") => new()
        {
            Time = now,
            Operation = call.Operation ?? string.Empty,
            Method = call.Request.Method,
            Signing = call.Signing,
            AccessKeyId = AccessKeyId(call),
            SignatureId = call.Value("SignatureId") ?? string.Empty,
            GroupId = call.Value("GroupId") ?? string.Empty,
            StageName = call.Value("StageName") ?? string.Empty,
            IdCount = call.Value("ApiIds") is { Length: > 0 } ids ? ids.Count(static c => c == ',') + 1 : 0,
            Status = status,
            ErrorCode = errorCode,
            Changed = changed,
            Fault = fault,
            RequestId = requestId,
        };

    private static string AccessKeyId(ServiceCall call)
    {
        if (call.Signing != SigningKind.Acs3)
        {
            return call.Value("AccessKeyId") ?? string.Empty;
        }

        const string Mark = "Credential=";
        var authorization = call.Request.Headers.First("Authorization") ?? string.Empty;
        var start = authorization.IndexOf(Mark, StringComparison.Ordinal);
        if (start < 0)
        {
            return string.Empty;
        }

        start += Mark.Length;
        var end = authorization.IndexOf(',', start);
        return end < 0 ? authorization.Substring(start) : authorization.Substring(start, end - start);
    }
}

using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.SandboxServer.Journal;

/// <summary>Takes out of a call what the journal may keep.</summary>
internal static class CallRecord
{
    /// <param name="call">The call.</param>
    /// <param name="outcome">What the service came to.</param>
    /// <param name="fault">The fault that the host played on the call; empty when none.</param>
    public static SandboxCall Create(ServiceCall call, CallOutcome outcome, string fault = "") => new()
    {
        Time = outcome.Time,
        Operation = call.Operation ?? string.Empty,
        Method = call.Request.Method,
        Signing = call.Signing,
        AccessKeyId = AccessKeyId(call),
        SignatureId = call.Value("SignatureId") ?? string.Empty,
        GroupId = call.Value("GroupId") ?? string.Empty,
        StageName = call.Value("StageName") ?? string.Empty,
        IdCount = call.Value("ApiIds") is { Length: > 0 } ids ? ids.Count(static c => c == ',') + 1 : 0,
        Status = outcome.Status,
        ErrorCode = outcome.ErrorCode,
        Changed = outcome.Changed,
        Fault = fault,
        RequestId = outcome.RequestId,
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

namespace AliGatewaySignature.Errors;

/// <summary>
/// From the service's error code to a row of <see cref="Faults"/>. The service documents its codes as families
/// ("NotFound%s"), and nowhere spells out those of signature keys, so most rows match a beginning. The first row
/// that matches wins; a code that matches none is judged by the HTTP status.
/// Source: facts of the help page "control-openapi-error-code-table" and of the common error codes.
/// </summary>
internal static class CodeTable
{
    /// <summary>A code that ends in <c>*</c> stands for every code that begins so.</summary>
    public static readonly IReadOnlyList<KeyValuePair<string, FaultKind>> Rows =
    [
        Row("Throttling*", Faults.Throttled),
        Row("Rejected.Throttling*", Faults.Throttled),
        Row("ConcurrencyLockTimeout", Faults.Busy),

        // Not "exists already": the service is still at work on a change of the same thing, and asks to submit again later.
        Row("RepeatedCommit", Faults.Busy),
        Row("ServiceUnavailable*", Faults.ServiceFailed),
        Row("InternalError*", Faults.ServiceFailed),
        Row("SignatureNonceUsed", Faults.RequestSeenBefore),
        Row("InvalidAccessKeyId*", Faults.AccessKeyRefused),
        Row("UserNotFound", Faults.AccessKeyRefused),
        Row("SignatureDoesNotMatch*", Faults.RequestSignatureRefused),
        Row("IncompleteSignature*", Faults.RequestSignatureRefused),
        Row("InvalidSignatureMethod*", Faults.RequestSignatureRefused),
        Row("InvalidTimeStamp*", Faults.ClockSkewed),
        Row("InvalidSecurityToken.Expired", Faults.SecurityTokenExpired),
        Row("InvalidSecurityToken*", Faults.SecurityTokenRefused),
        Row("MissingSecurityToken*", Faults.SecurityTokenRefused),
        Row("InvalidApi.NotFound*", Faults.WrongService),
        Row("InvalidAction*", Faults.WrongService),
        Row("InvalidProduct.NotFound*", Faults.WrongService),
        Row("InvalidVersion*", Faults.WrongService),
        Row("UnsupportedHTTPMethod*", Faults.WrongService),
        Row("InvalidProtocol.NeedSsl*", Faults.WrongService),
        Row("Forbidden*", Faults.PermissionDenied),
        Row("NoPermission*", Faults.PermissionDenied),
        Row("NotFound*", Faults.NotFound),
        Row("Repeated*", Faults.AlreadyExists),
        Row("Duplicate*", Faults.AlreadyExists),
        Row("DependencyViolation*", Faults.StillInUse),
        Row("ExceedLimit*", Faults.QuotaExceeded),
        Row("Missing*", Faults.RequestRefused),
        Row("Invalid*", Faults.RequestRefused),
    ];

    /// <summary>The fault of an error answer.</summary>
    /// <param name="code">The service's code, or null when the body has none.</param>
    /// <param name="httpStatus">The HTTP status of the answer.</param>
    public static FaultKind Find(string? code, int httpStatus)
    {
        if (!string.IsNullOrEmpty(code))
        {
            foreach (var row in Rows)
            {
                if (Matches(row.Key, code!))
                {
                    return row.Value;
                }
            }
        }

        return httpStatus switch
        {
            429 => Faults.Throttled,
            >= 500 => Faults.ServiceFailed,
            401 => Faults.AccessKeyRefused,
            403 => Faults.PermissionDenied,
            407 => Faults.ProxyRefused,
            >= 300 and < 400 => Faults.Redirected,
            _ => string.IsNullOrEmpty(code) ? Faults.UnreadableReply : Faults.ServiceRefused,
        };
    }

    private static bool Matches(string pattern, string code) =>
        pattern[pattern.Length - 1] == '*'
            ? string.CompareOrdinal(pattern, 0, code, 0, pattern.Length - 1) == 0
            : string.Equals(pattern, code, StringComparison.Ordinal);

    private static KeyValuePair<string, FaultKind> Row(string pattern, FaultKind kind) => new(pattern, kind);
}

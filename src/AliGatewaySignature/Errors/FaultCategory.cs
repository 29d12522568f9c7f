namespace AliGatewaySignature.Errors;

/// <summary>
/// What sort of failure a fault is. The names are those of PowerShell's ErrorCategory, so that the cmdlets can
/// translate by name while no room below them knows PowerShell; a unit test holds the two lists together.
/// </summary>
internal enum FaultCategory
{
    AuthenticationError,
    ConnectionError,
    InvalidArgument,
    InvalidData,
    InvalidOperation,
    InvalidResult,
    LimitsExceeded,
    NotInstalled,
    ObjectNotFound,
    OperationTimeout,
    PermissionDenied,
    ProtocolError,
    QuotaExceeded,
    ReadError,
    ResourceBusy,
    ResourceExists,
    ResourceUnavailable,
    SecurityError,
    WriteError,
}

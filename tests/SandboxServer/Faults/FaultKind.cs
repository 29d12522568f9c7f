namespace AliGatewaySignature.SandboxServer.Faults;

/// <summary>What can go wrong with a call. In JSON the names begin with a small letter.</summary>
internal enum FaultKind
{
    /// <summary>Throttling.User; status and retryAfter can be set.</summary>
    Throttle,

    /// <summary>InternalError with status 500.</summary>
    Error500,

    /// <summary>Status 503 and a page of HTML, as a proxy gives it.</summary>
    Html503,

    /// <summary>Any error: status, code, message and retryAfter can be set.</summary>
    Error,

    /// <summary>An error as XML.</summary>
    XmlError,

    /// <summary>InvalidSecurityToken.Expired.</summary>
    ExpiredToken,

    /// <summary>InvalidTimeStamp.Expired, with a Date header that is <c>minutes</c> off.</summary>
    ClockSkew,

    /// <summary>SignatureNonceUsed.</summary>
    NonceUsed,

    /// <summary>The connection is reset instead of an answer.</summary>
    Reset,

    /// <summary>No answer, until the client goes or the fault is cleared.</summary>
    Hang,

    /// <summary>The right answer, <c>chunk</c> bytes every <c>delay</c> milliseconds; the rest at once when the fault is cleared.</summary>
    Drip,

    /// <summary>Content-Length promises the whole body; the connection closes after half of it.</summary>
    TruncatedBody,

    /// <summary>Half of the JSON, properly framed.</summary>
    TruncatedJson,

    /// <summary>Status 200, Content-Type JSON, and no JSON.</summary>
    NotJson,

    /// <summary>The right answer under Content-Type text/html.</summary>
    WrongContentType,

    /// <summary>The listing's wrapper or list is missing, in the way that <c>shape</c> says.</summary>
    MissingList,

    /// <summary>The right answer, under a Content-Encoding gzip that it does not have.</summary>
    BrokenGzip,

    /// <summary>The same with deflate.</summary>
    BrokenDeflate,

    /// <summary>Status 200 and no body.</summary>
    EmptyBody,

    /// <summary>The right answer; then the server closes the connection that it promised to keep.</summary>
    CloseAfter,
}

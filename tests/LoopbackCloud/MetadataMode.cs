namespace AliGatewaySignature.Tests.Credentials.Cloud;

/// <summary>How the ECS metadata server behaves.</summary>
internal enum MetadataMode
{
    /// <summary>Not there: every connection is reset.</summary>
    Off,

    /// <summary>Both versions are served.</summary>
    On,

    /// <summary>Only requests with a token are served.</summary>
    TokenOnly,

    /// <summary>Tokens are refused, requests without one are served.</summary>
    NoTokens,

    /// <summary>Requests for a token are reset, as behind too many hops; requests without one are served.</summary>
    TokensLost,

    /// <summary>The instance has no role.</summary>
    NoRole,

    /// <summary>The keys are not JSON.</summary>
    WrongJson,

    /// <summary>The keys' Code is not Success.</summary>
    NotSuccess,

    /// <summary>No request is ever answered.</summary>
    Slow,
}

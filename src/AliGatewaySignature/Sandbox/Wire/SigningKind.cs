namespace AliGatewaySignature.Sandbox.Wire;

/// <summary>How a request says that it is signed.</summary>
internal enum SigningKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>ACS3-HMAC-SHA256 in headers.</summary>
    Acs3,

    /// <summary>HMAC-SHA1, SignatureVersion 1.0, in the query or in a form.</summary>
    Rpc,
}

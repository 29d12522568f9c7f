namespace AliGatewaySignature.Tests.Backend.Sample;

/// <summary>What the backend found in a request; the mode decides whether it is accepted.</summary>
internal enum Verdict
{
    /// <summary>The mode does not look.</summary>
    Unchecked,

    /// <summary>The headers are there, and the mode looks no further.</summary>
    Present,

    /// <summary>The signature is that of a known pair.</summary>
    Verified,

    /// <summary>There is no signature.</summary>
    Unsigned,

    /// <summary>It names no Key, or one that this backend does not have.</summary>
    UnknownKey,

    /// <summary>The signature is another one.</summary>
    Mismatch,
}

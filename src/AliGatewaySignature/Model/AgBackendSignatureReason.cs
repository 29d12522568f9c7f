namespace AliGatewaySignature.Model;

/// <summary>What came of the check of a request that the gateway signed.</summary>
public enum AgBackendSignatureReason
{
    /// <summary>One of the known readings gives this signature.</summary>
    Verified,

    /// <summary>The request carries no signature.</summary>
    NoSignature,

    /// <summary>The request names a Key that none of the given pairs has.</summary>
    UnknownKey,

    /// <summary>A header that is signed is not in the request, and no reading gives this signature without it.</summary>
    MissingHeader,

    /// <summary>The body is not the one that Content-MD5 is about.</summary>
    BodyChanged,

    /// <summary>Another one of the given pairs gives this signature, and not the one whose Key the request names.</summary>
    OtherPair,

    /// <summary>No known reading gives this signature with any of the given pairs.</summary>
    NoReading,
}

namespace AliGatewaySignature.Tests.Backend.Sample;

/// <summary>What a backend makes of a signature.</summary>
internal enum BackendMode
{
    /// <summary>Refuses what is unsigned, names an unknown Key or does not verify.</summary>
    Strict,

    /// <summary>Refuses a signature that does not verify, and takes what has none.</summary>
    Lenient,

    /// <summary>Takes whatever carries the headers, and refuses what does not: the bypass that real backends are known for.</summary>
    Presence,

    /// <summary>Takes everything.</summary>
    Open,
}

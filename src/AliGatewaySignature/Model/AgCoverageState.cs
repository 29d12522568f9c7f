namespace AliGatewaySignature.Model;

/// <summary>How the requests of an API in a stage reach its backend.</summary>
#pragma warning disable CA1720 // Signed and Unsigned are said of requests here, not of numbers.
public enum AgCoverageState
{
    /// <summary>It could not be found out: a call was denied or failed. Neither signed nor unsigned.</summary>
    Unknown,

    /// <summary>Signed with a key that is bound to the API.</summary>
    Signed,

    /// <summary>Signed by a plug-in that is bound to the API or to its group.</summary>
    SignedByPlugin,

    /// <summary>Not signed.</summary>
    Unsigned,

    /// <summary>Signed with a key, or by a plug-in, that has not changed for longer than -MaxKeyAge.</summary>
    KeyTooOld,
}
#pragma warning restore CA1720

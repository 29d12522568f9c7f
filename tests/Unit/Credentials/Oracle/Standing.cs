namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>How one of the chain's sources stands on a machine, by this module's rules.</summary>
internal enum Standing
{
    /// <summary>There is nothing: the next source is looked at.</summary>
    Absent,

    /// <summary>There is something, or something was named: this source decides, for better or worse.</summary>
    Present,
}

namespace AliGatewaySignature.Model;

/// <summary>
/// Whether a request carries a valid signature of the gateway, and if not, why. Source: the official demo of a backend and the other
/// implementations that are public; none of them was ever compared with the live gateway.
/// </summary>
public sealed class AgBackendSignatureCheck
{
    internal AgBackendSignatureCheck()
    {
    }

    /// <summary>The file that the request was read from; null where it came in another way.</summary>
    public string? Path { get; internal set; }

    /// <summary>Whether a known reading of the request gives its signature.</summary>
    public bool IsValid => Reason == AgBackendSignatureReason.Verified;

    /// <summary>Why, or why not.</summary>
    public AgBackendSignatureReason Reason { get; internal init; }

    /// <summary>The Key that the request names; null when it names none.</summary>
    public string? SignatureKey { get; internal init; }

    /// <summary>Which way of building the string to sign gives the signature; null when none does.</summary>
    public string? Reading { get; internal init; }

    /// <summary>The string to sign: that of the reading, or else as the official demo builds it. It holds no secret.</summary>
    public string? StringToSign { get; internal init; }

    /// <summary>What to look at next.</summary>
    public string Advice { get; internal init; } = string.Empty;

    /// <summary>The reason.</summary>
    public override string ToString() => Reason.ToString();
}

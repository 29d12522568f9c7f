namespace AliGatewaySignature.Wire;

/// <summary>What a host name may be made of, and which addresses may see a secret.</summary>
internal static class Address
{
    /// <summary>
    /// Whether a text has the form of a region id. The id becomes part of a host name: anything else in it would send
    /// signed calls to another host.
    /// </summary>
    public static bool IsRegionId(string text) =>
        text.Length is > 0 and <= 63
        && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
        && text[0] != '-' && text[text.Length - 1] != '-';

    /// <summary>Whether what is sent there can be read by nobody else: https, or a loopback address.</summary>
    public static bool IsPrivate(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
}

namespace AliGatewaySignature.Wire;

/// <summary>What a host name may be made of, and which addresses may see a secret.</summary>
internal static class Address
{
    /// <summary>The metadata server of ECS.</summary>
    public const string MetadataHost = "100.100.100.200";

    /// <summary>
    /// Whether a text has the form of a region id. The id becomes part of a host name: anything else in it would send
    /// signed calls to another host.
    /// </summary>
    public static bool IsRegionId(string text) =>
        text.Length is > 0 and <= 63
        && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
        && text[0] != '-' && text[text.Length - 1] != '-';

    /// <summary>Whether the address is the metadata server of ECS, which exists only inside the cloud's own network.</summary>
    public static bool IsMetadataServer(Uri address) => address.Host == MetadataHost;

    /// <summary>Whether the address is reached without a proxy: this machine itself, and its metadata server.</summary>
    public static bool IsDirect(Uri address) => address.IsLoopback || IsMetadataServer(address);

    /// <summary>Whether a secret may be sent there: https, or http that does not leave this machine.</summary>
    public static bool IsPrivate(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    /// <summary>Reads a host that a user names: a host name alone means https.</summary>
    /// <param name="text">A host name, or an address.</param>
    /// <param name="host">The address of the host.</param>
    /// <returns>What is wrong with the text; null when nothing is. A password in the text is not repeated.</returns>
    public static string? ReadHost(string text, out Uri host)
    {
        host = null!;
        text = text.Trim();
        if (text.Any(char.IsControl))
        {
            return "it has a line break or another control character in it";
        }

        var address = text.Contains("://") ? text : "https://" + text;
        if (!Uri.TryCreate(address, UriKind.Absolute, out host) || host.Host.Length == 0)
        {
            return "it is neither a host name nor an address";
        }

        if (host.UserInfo.Length > 0)
        {
            return "it has a user name or a password in it";
        }

        if (host.AbsolutePath != "/" || host.Query.Length > 0 || host.Fragment.Length > 0)
        {
            return "it has a path, a query or a fragment";
        }

        if (IsPrivate(host))
        {
            return InAscii(ref host) ? null : "its host name cannot be written as DNS and HTTP need it";
        }

        return host.Scheme == Uri.UriSchemeHttp
            ? "http lets everybody on the way read the calls and their secrets; it is accepted for a loopback address only"
            : "it is not an https address";
    }

    /// <summary>The name of a host as DNS has it, <c>xn--</c>; null where it cannot be written so.</summary>
    public static string? HostInAscii(Uri address)
    {
        try
        {
            return address.IdnHost is { Length: > 0 } name && name.All(c => c <= '~') ? name : null;
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Writes the name of a host as DNS and the header Host have it: it is signed, and sent, in that form.</summary>
    private static bool InAscii(ref Uri host)
    {
        if (host.Host.All(c => c <= '~'))
        {
            return true;
        }

        if (HostInAscii(host) is not { } name)
        {
            return false;
        }

        host = new UriBuilder(host) { Host = name }.Uri;
        return true;
    }
}

using System.Net;

namespace AliGatewaySignature.Wire;

/// <summary>The address of a proxy, as a variable or a parameter gives it.</summary>
internal static class ProxyAddress
{
    /// <param name="text">An address; a host alone means http, as everywhere.</param>
    /// <param name="address">The same, read.</param>
    /// <returns>What is wrong with it; null when nothing is. The text is not repeated: a password may be in it.</returns>
    public static string? Read(string text, out Uri address)
    {
        address = null!;
        if (text.Any(char.IsControl))
        {
            return "it has a line break or another control character in it";
        }

        var isFull = text.Contains("://");
        if (!Uri.TryCreate(isFull ? text : "http://" + text, UriKind.Absolute, out address) || address.Host.Length == 0)
        {
            return "it is no address, for example http://proxy.example:8080"
                + (text.Contains('@') ? "; in a password, @ is written as %40, / as %2F, # as %23 and ? as %3F" : string.Empty);
        }

        return WhyNot(address);
    }

    /// <summary>Why calls cannot go through an address; null when they can.</summary>
    public static string? WhyNot(Uri address)
    {
        if (!address.IsAbsoluteUri)
        {
            return "it is no address, for example http://proxy.example:8080";
        }

        if (address.Scheme is not ("http" or "https" or "socks4" or "socks4a" or "socks5")
            || (Runtime.IsNetFramework && address.Scheme != "http"))
        {
            return Runtime.IsNetFramework
                ? "it does not begin with http://, the one kind that Windows PowerShell knows"
                : "it begins with none of http://, https://, socks4://, socks4a:// and socks5://";
        }

        return address.Host.Length == 0 ? "it has no host"
            : Address.HostInAscii(address) is null ? "its host name cannot be written as DNS needs it"
            : address.AbsolutePath is not ("/" or "") || address.Query.Length > 0 || address.Fragment.Length > 0
                ? "it has a path, a query or a fragment"
                : null;
    }

    /// <summary>The address without the user name and password that may stand in it.</summary>
    public static Uri WithoutCredential(Uri address) =>
        new UriBuilder(address) { UserName = string.Empty, Password = string.Empty }.Uri;

    /// <summary>The user name and password that stand in an address; null when there are none.</summary>
    public static NetworkCredential? CredentialOf(Uri address)
    {
        if (address.UserInfo.Length == 0)
        {
            return null;
        }

        var parts = address.UserInfo.Split([':'], 2);
        return new NetworkCredential(
            Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
    }
}

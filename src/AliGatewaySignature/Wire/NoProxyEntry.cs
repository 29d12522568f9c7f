namespace AliGatewaySignature.Wire;

/// <summary>One entry of NO_PROXY: a host and what is below it, with a port or without, or <c>*</c> for everything.</summary>
internal sealed class NoProxyEntry
{
    private readonly string _host;
    private readonly int? _port;

    private NoProxyEntry(string host, int? port)
    {
        _host = host;
        _port = port;
    }

    /// <summary>The entries of a list; they are parted by commas, and blanks around them do not matter.</summary>
    public static IReadOnlyList<NoProxyEntry> ReadAll(string list) =>
        list.Split(',').Select(entry => entry.Trim()).Where(entry => entry.Length > 0).Select(Read).ToList();

    public bool Matches(Uri address)
    {
        var host = (Address.HostInAscii(address) ?? address.Host).TrimEnd('.');
        return (_port is null || _port == address.Port)
            && (_host == "*"
                || host.Equals(_host, StringComparison.OrdinalIgnoreCase)
                || (address.HostNameType == UriHostNameType.Dns && host.EndsWith("." + _host, StringComparison.OrdinalIgnoreCase)));
    }

    private static NoProxyEntry Read(string entry)
    {
        // [::1] or [::1]:8080, host:8080, and an address of IPv6 without brackets, which has more than one colon.
        int? port = null;
        var colon = entry.LastIndexOf(':');
        if (colon > 0
            && (entry.IndexOf(':') == colon || entry[colon - 1] == ']')
            && ushort.TryParse(entry.Substring(colon + 1), out var number))
        {
            port = number;
            entry = entry.Substring(0, colon);
        }

        var host = entry.Trim('[', ']');
        host = host.StartsWith("*.", StringComparison.Ordinal) ? host.Substring(2) : host;
        host = host.TrimStart('.').TrimEnd('.');
        return new NoProxyEntry(InAscii(host), port);
    }

    /// <summary>Names in other scripts compare as DNS has them.</summary>
    private static string InAscii(string host) =>
        host.Any(c => c > '~') && Uri.TryCreate("https://" + host, UriKind.Absolute, out var address)
            ? Address.HostInAscii(address) ?? host
            : host;
}

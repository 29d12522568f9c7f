using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Backend;

/// <summary>Where a request to a backend goes: the address that is named, or one of the servers behind it.</summary>
/// <param name="Address">What is connected to, with path and query as they are sent.</param>
/// <param name="Host">What the header Host says, and the name that a certificate must be for.</param>
/// <param name="Server">The server, where it was named; null otherwise.</param>
internal sealed record BackendTarget(Uri Address, string Host, string? Server)
{
    private static readonly Regex WithPort = new(@"^(?<host>\[[^\]]+\]|[^:]+)(:(?<port>\d{1,5}))?$", RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    /// <summary>Whether it may be reached through a proxy: one server of several is reached directly.</summary>
    public bool IsDirect => Server is not null || Address.Scheme == Uri.UriSchemeHttp;

    /// <param name="uri">What the backend is called.</param>
    /// <param name="server">A server behind that name, with a port where it is another; null for the name itself.</param>
    /// <param name="allowsUnencrypted">Whether http may go to private addresses.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AgException">It is no address, has a password in it, must not be asked in clear, or is not found.</exception>
    public static async Task<BackendTarget> FindAsync(
        Uri uri, string? server, bool allowsUnencrypted, CancellationToken cancellationToken)
    {
        Check(uri);
        var name = uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost;
        var target = new BackendTarget(uri, uri.IsDefaultPort ? name : $"{name}:{uri.Port}", server?.Trim());
        if (server is not null)
        {
            target = target with { Address = At(uri, server.Trim()) };
        }

        if (uri.Scheme != Uri.UriSchemeHttp || target.Address.IsLoopback)
        {
            return target;
        }

        // What is looked at is what is connected to: a name could mean another address a moment later.
        var addresses = await ResolveAsync(target.Address, cancellationToken).ConfigureAwait(false);
        if (addresses.FirstOrDefault(static one => !IsPrivate(one)) is { } open)
        {
            throw new AgException(Faults.Unencrypted, $"{uri.Host} is at the public address {open}, and -Uri is http.");
        }

        if (!allowsUnencrypted && !addresses.All(IPAddress.IsLoopback))
        {
            throw new AgException(
                Faults.Unencrypted, $"{uri.Host} is at the private address {addresses[0]}, and -Uri is http. Give -AllowUnencrypted to "
                + "send it in clear all the same.");
        }

        var first = addresses.FirstOrDefault(static one => one.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
        return target with { Address = new UriBuilder(target.Address) { Host = first.ToString() }.Uri };
    }

    private static void Check(Uri uri)
    {
        var problem = !uri.IsAbsoluteUri || uri.Host.Length == 0
                || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            ? "-Uri is the whole address of the backend, such as https://orders.example.com/orders?a=1."
            : IPAddress.TryParse(uri.IdnHost, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
                ? $"-Uri names {uri.Host}, which is every address of this machine and no backend's."
            : uri.UserInfo.Length > 0 ? "-Uri has a user name or a password in it. Give it as a header, if the backend wants one."
            : null;
        if (problem is not null)
        {
            throw new AgException(Faults.InvalidInput, problem);
        }
    }

    private static Uri At(Uri uri, string server)
    {
        if (Runtime.IsNetFramework && uri.Scheme == Uri.UriSchemeHttps)
        {
            throw new AgException(
                Faults.InvalidInput,
                "-ServerAddress with https needs PowerShell 7: Windows PowerShell checks the certificate for the server.");
        }

        // An IPv6 address may stand there without its brackets.
        // .NET reads [::1]:80 as an address too, and forgets the port.
        var isBareAddress = !server.StartsWith("[", StringComparison.Ordinal)
            && IPAddress.TryParse(server, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6;
        var match = WithPort.Match(isBareAddress ? $"[{server}]" : server);
        var port = uri.Port;
        return match.Success && Uri.CheckHostName(match.Groups["host"].Value.Trim('[', ']')) != UriHostNameType.Unknown
            && (!match.Groups["port"].Success
                || (int.TryParse(match.Groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out port)
                    && port is > 0 and < 65536))
            ? new UriBuilder(uri) { Host = match.Groups["host"].Value, Port = port }.Uri
            : throw new AgException(
                Faults.InvalidInput, $"-ServerAddress is '{server}': an IP address or a host name, with :port where it is another.");
    }

    private static async Task<IPAddress[]> ResolveAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            var found = Dns.GetHostAddressesAsync(address.IdnHost.Trim('[', ']'));
            var stop = Task.Delay(Timeout.Infinite, cancellationToken);
            return await Task.WhenAny(found, stop).ConfigureAwait(false) == found
                && (await found.ConfigureAwait(false)) is { Length: > 0 } all
                ? all
                : throw new OperationCanceledException(cancellationToken);
        }
        catch (SocketException e)
        {
            throw new AgException(Faults.BackendNotReached, $"The name {address.Host} was not found: {e.Message}.", e);
        }
    }

    /// <summary>Whether an address is of a network that nobody else uses: RFC 1918, 6598, 3927, 4193, and this machine.</summary>
    private static bool IsPrivate(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(address))
        {
            return true;
        }

        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? address.IsIPv6LinkLocal || (bytes[0] & 0xFE) == 0xFC
            : bytes[0] == 10
                || (bytes[0] == 172 && bytes[1] is >= 16 and < 32)
                || (bytes[0] == 192 && bytes[1] == 168)
                || (bytes[0] == 169 && bytes[1] == 254)
                || (bytes[0] == 100 && bytes[1] is >= 64 and < 128);
    }
}

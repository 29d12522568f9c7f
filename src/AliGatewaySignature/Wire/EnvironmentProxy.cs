using System.Net;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Wire;

/// <summary>
/// The proxy that the variables of the environment name: HTTPS_PROXY and HTTP_PROXY by the scheme of the call, else ALL_PROXY, and
/// not for the hosts of NO_PROXY. Names in lower case come first, as everywhere on Unix.
/// </summary>
internal sealed class EnvironmentProxy : IWebProxy
{
    private static readonly string[] All = ["all_proxy", "ALL_PROXY"];
    private static readonly string[] Https = ["https_proxy", "HTTPS_PROXY"];
    private static readonly string[] Http = ["http_proxy", "HTTP_PROXY"];

    private readonly Uri? _http;
    private readonly Uri? _https;
    private readonly IReadOnlyList<NoProxyEntry> _without;

    private EnvironmentProxy(Uri? http, Uri? https, IReadOnlyList<NoProxyEntry> without, ICredentials credentials, string key)
    {
        _http = http;
        _https = https;
        _without = without;
        Credentials = credentials;
        Key = key;
    }

    /// <summary>All that it was made from.</summary>
    public string Key { get; }

    /// <summary>The user names and passwords that stand in the addresses.</summary>
    public ICredentials? Credentials { get; set; }

    /// <returns>Null where no variable names a proxy.</returns>
    /// <exception cref="AgException">A variable does not hold the address of a proxy.</exception>
    public static EnvironmentProxy? TryRead(Func<string, string?> variable)
    {
        // Where this runs behind a web server, HTTP_PROXY is a header of whoever calls it.
        var isServer = variable("GATEWAY_INTERFACE") is not null;
        var credentials = new CredentialCache();

        // Where two name one proxy, the credentials of the first are kept: those of https, which every call to the service is.
        var https = Read(variable, credentials, Https);
        var all = Read(variable, credentials, All);
        var http = Read(variable, credentials, isServer ? [Http[0]] : Http) ?? all;
        https ??= all;
        if (http is null && https is null)
        {
            return null;
        }

        var without = First(variable, "no_proxy", "NO_PROXY")?.Value ?? string.Empty;
        string[] named = [.. All, .. Https, .. Http];
        return new EnvironmentProxy(
            http, https, NoProxyEntry.ReadAll(without), credentials, string.Join("\n", named.Select(variable)) + "\n" + without);
    }

    public Uri? GetProxy(Uri destination) =>
        IsBypassed(destination) ? null : destination.Scheme == Uri.UriSchemeHttp ? _http : _https;

    public bool IsBypassed(Uri host) =>
        (host.Scheme == Uri.UriSchemeHttp ? _http : _https) is null || Address.IsDirect(host) || _without.Any(entry => entry.Matches(host));

    private static Uri? Read(Func<string, string?> variable, CredentialCache credentials, params string[] names)
    {
        if (First(variable, names) is not { } found)
        {
            return null;
        }

        if (ProxyAddress.Read(found.Value, out var address) is { } wrong)
        {
            throw new AgException(Faults.ProxyInvalid, $"{found.Name} of the environment does not name a proxy: {wrong}.");
        }

        if (ProxyAddress.CredentialOf(address) is { } credential)
        {
            foreach (var scheme in new[] { "Basic", "Digest", "NTLM", "Negotiate", address.Scheme })
            {
                if (credentials.GetCredential(address, scheme) is null)
                {
                    credentials.Add(new Uri(address.GetLeftPart(UriPartial.Scheme) + address.Authority), scheme, credential);
                }
            }
        }

        return ProxyAddress.WithoutCredential(address);
    }

    private static (string Name, string Value)? First(Func<string, string?> variable, params string[] names)
    {
        foreach (var name in names)
        {
            if (variable(name)?.Trim() is { Length: > 0 } value)
            {
                return (name, value);
            }
        }

        return null;
    }
}

using System.Net;
using System.Reflection;

namespace AliGatewaySignature.Wire;

/// <summary>
/// Through which proxy calls go. Taken from the environment anew for each sign-in: .NET reads it once a process, so that a proxy
/// which was set later would not count.
/// </summary>
internal sealed class ProxyRoute
{
    private static readonly PropertyInfo? PlatformDefault = typeof(HttpClient).GetProperty("DefaultProxy");

    private readonly IWebProxy? _proxy;

    private ProxyRoute(string key, bool isDirect, IWebProxy? proxy)
    {
        Key = key;
        IsDirect = isDirect;
        _proxy = proxy;
    }

    /// <summary>Through none.</summary>
    public static ProxyRoute None { get; } = new("none", isDirect: true, null);

    /// <summary>Equal keys mean the same way. Holds the password of a proxy that the environment names: never shown.</summary>
    public string Key { get; }

    public bool IsDirect { get; }

    /// <summary>What the HTTP stack asks; null for what the platform is set to.</summary>
    public IWebProxy? Proxy => _proxy;

    /// <summary>Through one proxy for everything.</summary>
    public static ProxyRoute Through(Uri proxy, ICredentials? credentials) =>
        new("given " + Guid.NewGuid().ToString("N"), isDirect: false, new WebProxy(proxy) { Credentials = credentials });

    /// <summary>As the variables of the environment say now; where they name no proxy, as the platform is set to.</summary>
    /// <exception cref="Errors.AgException">A variable does not hold the address of a proxy.</exception>
    public static ProxyRoute OfEnvironment(Func<string, string?> variable)
    {
        var platform = OfPlatform();
        if (platform is { } chosen && chosen.GetType().IsPublic)
        {
            return System; // Somebody set HttpClient.DefaultProxy in this process.
        }

        if (EnvironmentProxy.TryRead(variable) is { } proxy)
        {
            return new ProxyRoute(proxy.Key, isDirect: false, proxy);
        }

        // What .NET read from the environment when the process began has been taken out of it since.
        var isStale = platform is null || platform.GetType().Name is "HttpEnvironmentProxy" or "HttpNoProxy";
        return isStale && !Runtime.IsNetFramework ? None : System;
    }

    /// <summary>The proxy of an address, without user name and password; null where the address is reached directly.</summary>
    public Uri? For(Uri address)
    {
        if (IsDirect || Address.IsDirect(address))
        {
            return null;
        }

        var proxy = _proxy ?? OfPlatform();
        return proxy is null || proxy.IsBypassed(address) || proxy.GetProxy(address) is not { } found || found == address
            ? null
            : ProxyAddress.WithoutCredential(found);
    }

    private static ProxyRoute System { get; } = new("system", isDirect: false, null);

    private static IWebProxy? OfPlatform() =>
        PlatformDefault is null ? WebRequest.DefaultWebProxy : (IWebProxy?)PlatformDefault.GetValue(null);
}

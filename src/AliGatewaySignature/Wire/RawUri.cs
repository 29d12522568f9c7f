using System.Reflection;

namespace AliGatewaySignature.Wire;

/// <summary>
/// Makes addresses whose path goes over the wire as it was written: Uri would decode %6F to o. .NET can leave it alone since version 6,
/// which this assembly cannot name; on .NET Framework a path stays as Uri writes it.
/// </summary>
internal static class RawUri
{
    private static readonly Type? Options = typeof(Uri).Assembly.GetType("System.UriCreationOptions");

    private static readonly ConstructorInfo? Constructor =
        Options is null ? null : typeof(Uri).GetConstructor([typeof(string), Options.MakeByRefType()]);

    /// <summary>Whether a path can be sent as it is written.</summary>
    public static bool IsPossible => Constructor is not null;

    /// <summary>The same host with another path and query.</summary>
    public static Uri Create(Uri host, string path, string query)
    {
        var address = host.GetLeftPart(UriPartial.Authority) + path + (query.Length > 0 ? "?" + query : string.Empty);
        if (Constructor is null)
        {
            return new Uri(address);
        }

        var options = Activator.CreateInstance(Options!)!;
        Options!.GetProperty("DangerousDisablePathAndQueryCanonicalization")!.SetValue(options, true);
        return (Uri)Constructor.Invoke([address, options]);
    }
}

using System;
using System.Globalization;
using System.Linq;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Transport;

/// <summary>Where the calls go: a named host, or the region's own.</summary>
internal static class Endpoint
{
    /// <summary>The public host of a region: <c>apigateway.&lt;region&gt;.aliyuncs.com</c>.</summary>
    public static Uri OfRegion(string regionId)
    {
        // The id becomes part of a host name: anything else in it would send signed calls to another host.
        if (regionId.Length is 0 or > 63 || !regionId.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
            || regionId[0] == '-' || regionId[regionId.Length - 1] == '-')
        {
            throw new AgException(Faults.EndpointRefused, string.Format(CultureInfo.InvariantCulture,
                "'{0}' is not a region id: it has lower-case letters, digits and hyphens only, for example cn-hangzhou.", regionId));
        }

        return new Uri("https://apigateway." + regionId + ".aliyuncs.com/");
    }

    /// <summary>Reads what a user gives as -Endpoint: a host name, or an address without a path.</summary>
    public static Uri Parse(string text)
    {
        var address = text.Contains("://") ? text : "https://" + text;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            throw Refused(text, "it is neither a host name nor an address");
        }

        if (uri.UserInfo.Length > 0)
        {
            // Not quoted: what stands before the @ may well be a password.
            throw new AgException(Faults.EndpointRefused, "The endpoint must not carry a user name or a password.");
        }

        if (uri.AbsolutePath != "/" || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw Refused(text, "it must not have a path, a query or a fragment");
        }

        if (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        {
            return uri;
        }

        throw Refused(text, uri.Scheme == Uri.UriSchemeHttp
            ? "http would show the calls, and the secrets in them, to everybody on the way; it is accepted for a loopback address only"
            : "only https is spoken");
    }

    private static AgException Refused(string text, string reason) =>
        new(Faults.EndpointRefused, string.Format(CultureInfo.InvariantCulture, "'{0}' cannot be used as the endpoint: {1}.", text, reason));
}

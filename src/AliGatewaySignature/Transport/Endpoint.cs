using System.Globalization;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Transport;

/// <summary>Where the calls go: a named host, or the region's own.</summary>
internal static class Endpoint
{
    /// <summary>
    /// The host of a region: <c>apigateway.&lt;region&gt;.aliyuncs.com</c>, or <c>apigateway-vpc.&lt;region&gt;.aliyuncs.com</c>
    /// for machines inside its VPCs.
    /// </summary>
    public static Uri OfRegion(string regionId, bool vpc = false)
    {
        if (!Address.IsRegionId(regionId))
        {
            throw new AgException(Faults.EndpointRefused, string.Format(CultureInfo.InvariantCulture,
                "'{0}' is not a region id: it has lower-case letters, digits and hyphens only, for example cn-hangzhou.", regionId));
        }

        return new Uri((vpc ? "https://apigateway-vpc." : "https://apigateway.") + regionId + ".aliyuncs.com/");
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

        if (Address.IsPrivate(uri))
        {
            return uri;
        }

        throw Refused(text, uri.Scheme == Uri.UriSchemeHttp
            ? "http would show the calls, and the secrets in them, to everybody on the way; it is accepted for a loopback address only"
            : "only https is spoken");
    }

    private static AgException Refused(string text, string reason) =>
        new(Faults.EndpointRefused, string.Format(
            CultureInfo.InvariantCulture, "'{0}' cannot be used as the endpoint: {1}.", text, reason));
}

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
        if (Address.ReadHost(text, out var host) is not { } wrong)
        {
            return host;
        }

        // What stands before an @ may well be a password.
        var named = text.Contains("@") ? "What -Endpoint names" : $"'{text}'";
        throw new AgException(Faults.EndpointRefused, $"{named} cannot be used as the endpoint: {wrong}.");
    }
}

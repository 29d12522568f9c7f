using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials.Keys;

/// <summary>Which host of STS is asked.</summary>
internal static class StsAddress
{
    /// <summary>
    /// A host that is named, else the region's own (<c>sts.&lt;region&gt;.aliyuncs.com</c>, inside a VPC
    /// <c>sts-vpc.&lt;region&gt;.aliyuncs.com</c>), else the central one.
    /// </summary>
    /// <param name="machine">Its variables serve where the caller names nothing.</param>
    /// <param name="origin">Where the credential comes from, for messages.</param>
    /// <param name="host">A host, or an address.</param>
    /// <param name="region">The region whose host is meant.</param>
    /// <param name="vpc">Whether the machine is inside a VPC of that region.</param>
    public static Uri Find(Machine machine, string origin, string? host = null, string? region = null, bool vpc = false)
    {
        host ??= machine.Value(Variables.StsEndpoint);
        if (host is not null)
        {
            return Address.ReadHost(host, out var named) is { } wrong
                ? throw new AgException(Faults.CredentialSourceInvalid, $"{origin}: the STS endpoint cannot be used: {wrong}.")
                : named;
        }

        region ??= machine.Value(Variables.StsRegion);
        if (region is null)
        {
            return new Uri("https://sts.aliyuncs.com/");
        }

        if (!Address.IsRegionId(region))
        {
            throw new AgException(Faults.CredentialSourceInvalid, $"{origin}: '{region}' is not a region id, for example cn-hangzhou.");
        }

        return new Uri(
            (vpc || machine.IsOn(Variables.VpcEndpointEnabled) ? "https://sts-vpc." : "https://sts.") + region + ".aliyuncs.com/");
    }
}

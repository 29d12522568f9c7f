using System.Linq;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.CloudApi;

/// <summary>
/// The resource that a RAM policy must name for an operation. Source: the authorization tables of the operations'
/// pages; where a page names none, <c>*</c> is what works.
/// </summary>
internal static class RamResources
{
    public static string Of(ApiCall call) => call.Operation switch
    {
        Operations.SetSignatureApis or Operations.DescribeApiSignatures =>
            "acs:apigateway:<region>:<account>:apigroup/" + (call.Parameters.FirstOrDefault(p => p.Name == "GroupId").Value ?? "<group>"),
        Operations.DescribeSignatures => "acs:apigateway:<region>:<account>:secretkey/*",
        Operations.DescribeApiGroups => "acs:apigateway:<region>:<account>:apigroup/*",
        _ => "*",
    };
}

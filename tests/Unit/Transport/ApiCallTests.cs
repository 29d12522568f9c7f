using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.Transport;

public class ApiCallTests
{
    [Fact]
    public void Takes_secrets_out_of_what_came_from_outside_however_they_are_encoded()
    {
        const string Secret = "a_@#!*secret";
        var call = new ApiCall(Operations.CreateSignature, [new("SignatureName", "name"), new("SignatureSecret", Secret, isSecret: true)]);
        var once = Uri.EscapeDataString(Secret);
        var twice = Uri.EscapeDataString(once);

        var form = System.Web.HttpUtility.UrlEncode(Secret);

        Assert.Equal("name: ***, ***, ***, ***", call.SecretsWith(null).Mask($"name: {Secret}, {once}, {twice}, {form}"));
    }
}

using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

public partial class VerificationTests
{
    [Theory]
    [InlineData("x-acs-action")]
    [InlineData("x-acs-version")]
    [InlineData("x-acs-date")]
    [InlineData("x-acs-signature-nonce")]
    [InlineData("x-acs-content-sha256")]
    public void Refuses_a_call_without_one_of_its_headers(string header)
    {
        var request = Acs3(Plain(Now));
        request.Headers.Remove(header);
        Assert.Equal("MissingParameter", Refusal(request));
    }

    [Fact]
    public void Refuses_a_header_of_the_service_that_is_not_signed()
    {
        var request = Acs3(Plain(Now));
        request.Headers["x-acs-extra"] = "slipped in";
        Assert.Equal("IncompleteSignature", Refusal(request));
    }

    [Fact]
    public void Takes_foreign_headers_that_are_not_signed()
    {
        var request = Acs3(Plain(Now));
        request.Headers["User-Agent"] = "anything";
        Assert.Null(Refusal(request));
    }

    [Theory]
    [InlineData("Credential=plain,", "")]
    [InlineData("Signature=", "Signatur=")]
    [InlineData("SignedHeaders=host;", "SignedHeaders=")]
    [InlineData("SignedHeaders=host;x-acs-action", "SignedHeaders=x-acs-action;host")]
    public void Refuses_an_authorization_that_is_not_whole(string part, string instead)
    {
        var request = Acs3(Plain(Now));
        var authorization = request.Headers["Authorization"];
        request.Headers["Authorization"] = authorization.Replace(part, instead, StringComparison.Ordinal);
        Assert.NotEqual(authorization, request.Headers["Authorization"]);
        Assert.Equal("IncompleteSignature", Refusal(request));
    }

    [Fact]
    public void Refuses_other_methods_of_signing()
    {
        var request = Acs3(Plain(Now));
        request.Headers["Authorization"] = request.Headers["Authorization"].Replace("SHA256", "SM3", StringComparison.Ordinal);
        Assert.Equal("InvalidSignatureMethod", Refusal(request));

        var rpc = Rpc(Plain(Now));
        rpc.Query = rpc.Query.Replace("HMAC-SHA1", "HMAC-MD5", StringComparison.Ordinal);
        Assert.Equal("InvalidSignatureMethod", Refusal(rpc));
    }

    [Theory]
    [InlineData("AccessKeyId")]
    [InlineData("Signature")]
    [InlineData("SignatureNonce")]
    [InlineData("SignatureVersion")]
    [InlineData("Timestamp")]
    public void Refuses_an_RPC_call_without_one_of_its_fields(string field)
    {
        var request = Rpc(Plain(Now));
        request.Query = request.Query.Replace(field + "=", "Other" + field + "=", StringComparison.Ordinal);
        Assert.Equal("MissingParameter", Refusal(request));
    }

    [Fact]
    public void Refuses_a_call_that_is_not_signed() =>
        Assert.Equal("MissingParameter", Refusal(new RawRequest { Query = "Action=DescribeRegions&Version=2016-07-14" }));
}

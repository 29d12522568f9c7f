using AliGatewaySignature.Wire;
using Xunit;

namespace AliGatewaySignature.Tests.Wire;

public class ServiceErrorTests
{
    [Theory]
    [InlineData("""{"RequestId":"R","HostId":"h","Code":"NotFoundApi","Message":"m","Recommend":"u"}""")]
    [InlineData("""{"requestId":"R","code":"NotFoundApi","message":"m"}""")]
    [InlineData("<?xml version=\"1.0\"?><Error><RequestId>R</RequestId><Code>NotFoundApi</Code><Message>m</Message></Error>")]
    [InlineData("\uFEFF  <Error><RequestId>R</RequestId><Code>NotFoundApi</Code><Message>m</Message></Error>")]
    public void Reads_every_shape(string body)
    {
        var error = Read(body);

        Assert.Equal(("NotFoundApi", "m", "R"), (error.Code, error.Message, error.RequestId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>503</body></html>")]
    [InlineData("<Error><Code>x")]
    [InlineData("<Error><Code>x</Code></Error><Error/>")]
    [InlineData("<Other><Code>x</Code></Other>")]
    [InlineData("<Error><Details><Code>x</Code></Details></Error>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"y\">]><Error><Code>&x;</Code></Error>")]
    [InlineData("Service Unavailable")]
    [InlineData("{\"Code\":")]
    [InlineData("[]")]
    public void What_is_no_error_body_has_no_code_but_may_have_a_request_id(string body)
    {
        var error = Read(body);

        Assert.Null(error.Code);
        Assert.Equal("from-header", error.RequestId);
    }

    /// <summary>Deep, or long, or both: no part of it is read.</summary>
    [Theory]
    [InlineData(17, 0)]
    [InlineData(45_000, 0)]
    [InlineData(2, 100_000)]
    public void What_no_service_sends_has_no_code(int depth, int length)
    {
        var body = "<Error><Code>x</Code>" + string.Concat(Enumerable.Repeat("<Error>", depth)) + new string('x', length)
            + string.Concat(Enumerable.Repeat("</Error>", depth)) + "</Error>";

        Assert.Null(Read(body).Code);
    }

    private static ServiceError Read(string body) => ServiceError.Read(body, JsonReply.TryParse(body), "from-header");
}

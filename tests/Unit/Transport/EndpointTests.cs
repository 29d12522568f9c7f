using AliGatewaySignature.Errors;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.Transport;

public class EndpointTests
{
    [Theory]
    [InlineData("cn-hangzhou", "https://apigateway.cn-hangzhou.aliyuncs.com/")]
    [InlineData("cn-north-2-gov-1", "https://apigateway.cn-north-2-gov-1.aliyuncs.com/")]
    public void A_region_has_its_host(string region, string address) =>
        Assert.Equal(address, Endpoint.OfRegion(region).AbsoluteUri);

    [Fact]
    public void A_region_has_a_host_inside_its_VPCs() =>
        Assert.Equal("https://apigateway-vpc.cn-hangzhou.aliyuncs.com/", Endpoint.OfRegion("cn-hangzhou", vpc: true).AbsoluteUri);

    [Theory]
    [InlineData("not a host", "'not a host' cannot be used as the endpoint: it is neither a host name nor an address.")]
    [InlineData("https://host.example/path",
        "'https://host.example/path' cannot be used as the endpoint: it has a path, a query or a fragment.")]
    [InlineData("http://host.example",
        "'http://host.example' cannot be used as the endpoint: http lets everybody on the way read the calls and "
            + "their secrets; it is accepted for a loopback address only.")]
    [InlineData("ftp://host.example", "'ftp://host.example' cannot be used as the endpoint: it is not an https address.")]
    [InlineData("https://user:hunter2secret@host.example",
        "What -Endpoint names cannot be used as the endpoint: it has a user name or a password in it.")]
    [InlineData("https://user:hunter2secret@host example",
        "What -Endpoint names cannot be used as the endpoint: it is neither a host name nor an address.")]
    public void Says_why_it_refuses(string text, string said) =>
        Assert.Equal(said, Assert.Throws<AgException>(() => Endpoint.Parse(text)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("CN-Hangzhou")]
    [InlineData("evil.example/")]
    [InlineData("evil.example#")]
    [InlineData("a@b")]
    [InlineData("-cn")]
    [InlineData("cn-")]
    [InlineData("cn hangzhou")]
    public void What_is_no_region_never_becomes_a_host(string region)
    {
        var e = Assert.Throws<AgException>(() => Endpoint.OfRegion(region));
        Assert.Equal("EndpointRefused", e.ErrorId);
        Assert.StartsWith($"'{region}' is not a region id", e.Message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apigateway.cn-hangzhou.aliyuncs.com", "https://apigateway.cn-hangzhou.aliyuncs.com/")]
    [InlineData("apigateway-vpc.cn-hangzhou.aliyuncs.com:8443", "https://apigateway-vpc.cn-hangzhou.aliyuncs.com:8443/")]
    [InlineData("https://host.example", "https://host.example/")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/")]
    [InlineData("http://localhost:5080/", "http://localhost:5080/")]
    [InlineData("http://[::1]:5080", "http://[::1]:5080/")]
    [InlineData(" host.example\t", "https://host.example/")]
    [InlineData("gateway.b\u00FCcher.example", "https://gateway.xn--bcher-kva.example/")]
    [InlineData("https://b\u00FCcher.example:8443/", "https://xn--bcher-kva.example:8443/")]
    [InlineData("\u7F51\u5173.example", "https://xn--d6q013i.example/")]
    public void Accepts(string text, string address) => Assert.Equal(address, Endpoint.Parse(text).AbsoluteUri);

    [Theory]
    [InlineData("http://host.example")]
    [InlineData("http://10.0.0.1")]
    [InlineData("http://127.0.0.1.example")]
    [InlineData("ftp://host.example")]
    [InlineData("https://host.example/path")]
    [InlineData("https://host.example/?a=b")]
    [InlineData("https://host.example/#x")]
    [InlineData("https://")]
    [InlineData("not a host")]
    [InlineData("host.example\r\nx-injected: 1")]
    [InlineData("host\0.example")]
    [InlineData("host\n.example")]
    public void Refuses(string text) =>
        Assert.Equal("EndpointRefused", Assert.Throws<AgException>(() => Endpoint.Parse(text)).ErrorId);

    [Fact]
    public void Does_not_repeat_a_password()
    {
        var e = Assert.Throws<AgException>(() => Endpoint.Parse("https://user:hunter2secret@host.example"));
        Assert.DoesNotContain("hunter2secret", e.ToString(), System.StringComparison.Ordinal);
    }
}

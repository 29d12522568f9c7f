#if NET
using System.Text;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;
using Xunit;

namespace AliGatewaySignature.Tests.Transport;

/// <summary>Which calls go through the proxy of the environment: each against the socket of a proxy.</summary>
public sealed class ProxyRouteTests : IAsyncDisposable
{
    private readonly List<string> _heads = [];
    private readonly RawServer _proxy;
    private readonly Dictionary<string, string?> _variables = [];

    public ProxyRouteTests()
    {
        _proxy = new RawServer(async (self, _, stream, token) =>
        {
            // Asks for a password first, and then refuses whoever comes.
            var head = await self.ReadRequestAsync(stream, token);
            _heads.Add(head);
            var isAsked = head.Contains("Proxy-Authorization", StringComparison.OrdinalIgnoreCase);
            await RawServer.ReplyAsync(
                stream,
                isAsked ? "403 Forbidden" : "407 Proxy Authentication Required",
                "Proxy-Authenticate: Basic realm=\"proxy\"\r\nConnection: close\r\n",
                string.Empty,
                token);
        });
        _variables["HTTPS_PROXY"] = $"127.0.0.1:{_proxy.Port}";
    }

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Theory]
    [InlineData(null, true)]
    [InlineData("*", false)]
    [InlineData("gateway.invalid", false)]
    [InlineData("GATEWAY.Invalid", false)]
    [InlineData(".gateway.invalid", false)]
    [InlineData("invalid", false)]
    [InlineData(".invalid", false)]
    [InlineData("*.invalid", false)]
    [InlineData("other.example , gateway.invalid", false)]
    [InlineData("gateway.invalid:443", false)]
    [InlineData("gateway.invalid:8443", true)]
    [InlineData("way.invalid", true)]
    [InlineData("gateway.invalid.example", true)]
    [InlineData("other.example;gateway.invalid", true)]
    [InlineData("gateway.*", true)]
    [InlineData("192.0.2.0/24", true)]
    [InlineData(" , ", true)]
    public async Task The_forms_of_NO_PROXY(string? without, bool throughProxy)
    {
        _variables["NO_PROXY"] = without;

        var e = await FailAsync("https://gateway.invalid/");

        // Past the proxy there is no such host; in a network without names it may be called otherwise, but nobody asked the proxy.
        Assert.Equal(throughProxy, e.ErrorId == "ProxyRefused");
        Assert.Equal(throughProxy, _heads.Count > 0);
        Assert.All(_heads, head => Assert.StartsWith("CONNECT gateway.invalid:443 ", head, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("192.0.2.1", "https://192.0.2.1/", true)]
    [InlineData("2001:db8::1", "https://[2001:db8::1]/", true)]
    [InlineData("[2001:db8::1]:8443", "https://[2001:db8::1]:8443/", true)]
    [InlineData("[2001:db8::1]:8443", "https://[2001:db8::1]/", false)]
    [InlineData("2.1", "https://192.0.2.1/", false)]
    [InlineData("b\u00FCcher.example", "https://gateway.xn--bcher-kva.example/", true)]
    [InlineData("\u2488.example, \uFDD0.example, 192.0.2.1", "https://192.0.2.1/", true)]
    [InlineData("\u2488.example", "https://\u2488.example/", true)]
    [InlineData("\u2488.example", "https://\uFDD0.example/", false)]
    [InlineData(null, "http://127.0.0.1:5080/", true)]
    [InlineData(null, "https://localhost/", true)]
    [InlineData(null, "http://100.100.100.200/", true)]
    [InlineData(null, "http://gateway.invalid/", true)]
    public void What_is_reached_directly(string? without, string address, bool directly)
    {
        _variables["no_proxy"] = without;
        var route = ProxyRoute.OfEnvironment(_variables.GetValueOrDefault);

        Assert.Equal(directly, route.For(new Uri(address)) is null);
        Assert.Equal(directly, route.Proxy!.IsBypassed(new Uri(address)));
    }

    [Fact]
    public async Task The_password_in_a_variable_is_given_to_the_proxy_and_shown_nowhere()
    {
        _variables["HTTPS_PROXY"] = $"http://us%40er:hunter%3A2@127.0.0.1:{_proxy.Port}/";

        var e = await FailAsync("https://gateway.invalid/");

        Assert.Equal("ProxyRefused", e.ErrorId);
        Assert.Contains(
            "Proxy-Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("us@er:hunter:2")),
            _heads[^1], StringComparison.Ordinal);
        Assert.Equal(_proxy.Address, ProxyRoute.OfEnvironment(_variables.GetValueOrDefault).For(new Uri("https://gateway.invalid/")));
        Assert.DoesNotContain("hunter", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https_proxy", "HTTPS_PROXY", "https://h.example/")]
    [InlineData("HTTPS_PROXY", "all_proxy", "https://h.example/")]
    [InlineData("all_proxy", "ALL_PROXY", "https://h.example/")]
    [InlineData("http_proxy", "HTTP_PROXY", "http://h.example/")]
    [InlineData("HTTP_PROXY", "ALL_PROXY", "http://h.example/")]
    public void The_first_variable_that_is_set_names_the_proxy(string first, string second, string address)
    {
        _variables.Clear();
        _variables[second] = "http://second.example:3128";
        _variables[first] = "http://first.example:3128";

        Assert.Equal("first.example", ProxyRoute.OfEnvironment(_variables.GetValueOrDefault).For(new Uri(address))!.Host);
    }

    [Fact]
    public async Task The_password_of_a_variable_that_is_not_used_is_not_given_to_the_same_proxy()
    {
        _variables["ALL_PROXY"] = $"http://other:hunter3@127.0.0.1:{_proxy.Port}/";
        _variables["HTTP_PROXY"] = $"http://third:hunter4@127.0.0.1:{_proxy.Port}/";
        _variables["HTTPS_PROXY"] = $"http://user:hunter2@127.0.0.1:{_proxy.Port}/";

        await FailAsync("https://gateway.invalid/");

        Assert.Contains(
            "Proxy-Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:hunter2")),
            _heads[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_a_web_server_HTTP_PROXY_is_a_header_of_a_stranger()
    {
        _variables.Clear();
        _variables["HTTP_PROXY"] = "http://evil.example";
        _variables["GATEWAY_INTERFACE"] = "CGI/1.1";

        Assert.Null(ProxyRoute.OfEnvironment(_variables.GetValueOrDefault).For(new Uri("http://h.example/")));
    }

    [Theory]
    [InlineData("http://user:hunter2@")]
    [InlineData("ftp://proxy.example")]
    [InlineData("http://hunter2 proxy")]
    [InlineData("http://proxy.example/hunter2")]
    [InlineData("http://proxy.example\r\nx: hunter2")]
    [InlineData("http://user:hunter2@\u2488.example")]
    public void What_is_no_address_is_an_error_that_names_the_variable(string value)
    {
        _variables["HTTPS_PROXY"] = value;

        var e = Assert.Throws<AgException>(() => ProxyRoute.OfEnvironment(_variables.GetValueOrDefault));

        Assert.Equal("ProxyInvalid", e.ErrorId);
        Assert.StartsWith("HTTPS_PROXY of the environment does not name a proxy: ", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_with_a_sign_that_ends_it_is_an_error_that_says_how_it_is_written()
    {
        _variables["HTTPS_PROXY"] = "http://user:hunter@2@127.0.0.1:3128";

        var e = Assert.Throws<AgException>(() => ProxyRoute.OfEnvironment(_variables.GetValueOrDefault));

        Assert.Contains("@ is written as %40", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_environment_is_another_way()
    {
        var one = ProxyRoute.OfEnvironment(_variables.GetValueOrDefault);
        Assert.Equal(one.Key, ProxyRoute.OfEnvironment(_variables.GetValueOrDefault).Key);
        Assert.Same(Web.By(one), Web.By(ProxyRoute.OfEnvironment(_variables.GetValueOrDefault)));

        _variables["NO_PROXY"] = "h.example";
        Assert.NotEqual(one.Key, ProxyRoute.OfEnvironment(_variables.GetValueOrDefault).Key);
        Assert.NotSame(Web.By(one), Web.By(ProxyRoute.OfEnvironment(_variables.GetValueOrDefault)));
    }

    private async Task<AgException> FailAsync(string address)
    {
        var endpoint = new Uri(address);
        using var client = HttpStack.ForNetwork(endpoint, ProxyRoute.OfEnvironment(_variables.GetValueOrDefault));
        var transport = new HttpTransport(
            client, endpoint, new FixedCredential(Credential.Create("id", "accesssecret")), new Acs3RequestBuilder("test/1"),
            SystemClock.Instance, TimeSpan.FromSeconds(30));
        return await Assert.ThrowsAsync<AgException>(
            () => transport.SendAsync(new ApiCall(Operations.DescribeSignatures, []), TestContext.Current.CancellationToken));
    }
}
#endif

using AliGatewaySignature.Credentials;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.Transport;

public class Acs3RequestBuilderTests
{
    private static readonly Uri Endpoint = new("https://apigateway.cn-hangzhou.aliyuncs.com/");
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly Acs3RequestBuilder _builder = new("test/1");

    [Fact]
    public async Task Has_an_explicit_empty_body_so_that_the_stack_never_repeats_it()
    {
        using var request = _builder.Build(Call(), Endpoint, Permanent(), Now);

        Assert.NotNull(request.Content);
        Assert.Empty(await request.Content!.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, request.Content.Headers.ContentLength);
        Assert.Null(request.Content.Headers.ContentType);
    }

    [Fact]
    public void Uses_a_fresh_nonce_for_every_attempt()
    {
        var call = Call();
        var nonces = Enumerable.Range(0, 100)
            .Select(_ => _builder.Build(call, Endpoint, Permanent(), Now).Headers.GetValues("x-acs-signature-nonce").Single());

        Assert.Equal(100, nonces.Distinct().Count());
    }

    [Theory]
    [InlineData("a_@#!*secret", "a_%40%23%21%2Asecret")]
    [InlineData("it's (fine) ~ok", "it%27s%20%28fine%29%20~ok")]
    [InlineData("订单\U0001F511", "%E8%AE%A2%E5%8D%95%F0%9F%94%91")]
    [InlineData("%2e+&=", "%252e%2B%26%3D")]
    public void Sends_the_query_exactly_as_it_was_signed(string value, string encoded)
    {
        using var request = _builder.Build(new ApiCall(new Operation("X"), [new("Name", value)]), Endpoint, Permanent(), Now);

        Assert.Equal("?Name=" + encoded, request.RequestUri!.Query);
        Assert.EndsWith("/?Name=" + encoded, request.RequestUri.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_a_port_that_is_not_the_default_one()
    {
        using var request = _builder.Build(Call(), new Uri("http://127.0.0.1:5080/"), Permanent(), Now);

        Assert.Equal("127.0.0.1:5080", request.Headers.Host);
    }

    [Fact]
    public void Sends_and_signs_the_token_of_temporary_keys()
    {
        var credential = new Credential("id", PlainText.Protect("secret"), PlainText.Protect("the-token"));
        using var request = _builder.Build(Call(), Endpoint, credential, Now);

        Assert.Equal("the-token", request.Headers.GetValues("x-acs-security-token").Single());
        Assert.Contains("x-acs-accesskey-id;x-acs-action;", request.Headers.GetValues("Authorization").Single(), StringComparison.Ordinal);
        Assert.Contains(";x-acs-security-token;", request.Headers.GetValues("Authorization").Single(), StringComparison.Ordinal);
    }

    private static ApiCall Call() => new(new Operation("DescribeRegions"), []);

    private static Credential Permanent() => new("testid", PlainText.Protect("testsecret"));
}

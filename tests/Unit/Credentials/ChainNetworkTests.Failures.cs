using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Credentials.Cloud;
using AliGatewaySignature.Tests.Fakes;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

public sealed partial class ChainNetworkTests
{
    [Fact]
    public async Task A_refusal_of_STS_tells_code_and_request_and_not_the_token()
    {
        SetOidcVariables("worthless.jwt.secret");
        var e = await FailsAsync(
            "CredentialRequestRefused", "sts.aliyuncs.com refused AssumeRoleWithOIDC for " + Role, "AuthenticationFail.OIDCToken.Invalid");
        Assert.Equal("AuthenticationFail.OIDCToken.Invalid", e.Code);
        Assert.NotNull(e.RequestId);

        _cloud.Refuse(CloudEndpoint.AssumeRoleWithOidc, 400, "Odd", "What you sent was worthless.jwt.secret, sorry", times: 1);
        e = await FailsAsync("CredentialRequestRefused", "What you sent was ***, sorry");
        Assert.DoesNotContain("worthless.jwt.secret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_once_and_not_shown()
    {
        _machine.CliProfile(
            $"\"mode\":\"RamRoleArn\",\"access_key_id\":\"{Caller}\",\"access_key_secret\":\"WrongSecret\",\"ram_role_arn\":\"{Role}\"");

        var e = await FailsAsync("CredentialRequestRefused", "SignatureDoesNotMatch");
        Assert.DoesNotContain("WrongSecret", e.ToString(), StringComparison.Ordinal);
        Assert.Single(_cloud.Requests);
    }

    [Theory]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(400, "Throttling.User")]
    public async Task What_passes_is_tried_again(int status, string code)
    {
        SetOidcVariables("a.jwt");
        _cloud.Refuse(CloudEndpoint.AssumeRoleWithOidc, status, code, "later", times: 2);
        await SignsAsync("Oidc");
        Assert.Equal(3, _cloud.Requests.Count);
        Assert.Equal([TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(1200)], _clock.Delays);

        _machine.Memory = new CredentialMemory();
        _cloud.Refuse(CloudEndpoint.AssumeRoleWithOidc, status, code, "later");
        await FailsAsync("CredentialRequestFailed", code);
        Assert.Equal(6, _cloud.Requests.Count);
    }

    /// <summary>Every server that gives keys or tokens is asked this way.</summary>
    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_compressed_answer_that_is_broken_is_a_typed_failure(string encoding)
    {
        await using var server = new RawServer(async (self, _, stream, token) =>
        {
            await self.ReadRequestAsync(stream, token);
            await RawServer.ReplyAsync(stream, "200 OK", $"Content-Encoding: {encoding}\r\n", "not compressed", token);
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address);

        var e = await Assert.ThrowsAsync<AgException>(() => Web.Network.SendAsync(
            request, "a file", TimeSpan.FromSeconds(30), _clock, TestContext.Current.CancellationToken));

        Assert.Equal("CredentialRequestFailed", e.ErrorId);
        Assert.StartsWith($"a file: {server.Address.Authority} could not be asked: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_tried_again()
    {
        SetOidcVariables("a.jwt");
        _cloud.Reset(CloudEndpoint.AssumeRoleWithOidc, times: 1);

        await SignsAsync("Oidc");
    }

    [Theory]
    [InlineData("<html>sign in here</html>")]
    [InlineData("{}")]
    [InlineData("{\"Credentials\":{\"AccessKeyId\":\"STS.x\",\"AccessKeySecret\":\"y\"}}")]
    public async Task An_answer_without_keys_is_told(string body)
    {
        SetOidcVariables("a.jwt");
        _cloud.Fail(CloudEndpoint.AssumeRoleWithOidc, 200, body);

        await FailsAsync("CredentialRequestFailed", "sts.aliyuncs.com", "not temporary keys");
        Assert.Single(_cloud.Requests);
    }

    [Fact]
    public async Task Keys_that_have_expired_already_are_refused()
    {
        SetOidcVariables("a.jwt");
        _cloud.Time.Lifetime = TimeSpan.FromMinutes(-1);

        await FailsAsync("CredentialRequestFailed", "have expired", "clock of this machine");
    }

    [Fact]
    public async Task Twenty_cmdlets_at_once_ask_once()
    {
        SetOidcVariables("a.jwt");
        var hold = _cloud.Hold(CloudEndpoint.AssumeRoleWithOidc);
        var all = Enumerable.Range(0, 20).Select(_ => Task.Run(KeysAsync)).ToList();
        await hold.Arrived;
        hold.Release();

        Assert.Single((await Task.WhenAll(all)).Select(key => key.AccessKeyId).Distinct());
        Assert.Single(_cloud.Requests);
    }

    [Fact]
    public async Task A_renewal_that_STS_refuses_keeps_the_keys_while_they_are_valid()
    {
        SetOidcVariables("a.jwt");
        var credentials = (await SignsAsync("Oidc")).Credentials;
        var first = await credentials.GetAsync(Token);
        _cloud.Refuse(CloudEndpoint.AssumeRoleWithOidc, 403, "NoPermission", "not any more");

        _clock.Advance(TimeSpan.FromMinutes(57));
        Assert.Same(first, await credentials.GetAsync(Token));
        _clock.Advance(TimeSpan.FromMinutes(3));
        await Assert.ThrowsAsync<AgException>(() => credentials.GetAsync(Token));
    }
}

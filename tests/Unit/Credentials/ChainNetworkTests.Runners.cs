using AliGatewaySignature.Credentials.Keys;
using AliGatewaySignature.Credentials.Tokens;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Credentials.Cloud;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

public sealed partial class ChainNetworkTests
{
    [Fact]
    public async Task GitHub_Actions_gives_a_token_for_the_audience()
    {
        _machine.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = new Uri(_cloud.Address, "/idtoken?v=2").AbsoluteUri;
        _machine.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = PipelineTokenService.Bearer;

        Assert.Equal(
            PipelineTokenService.GitHubToken("sts.aliyuncs.com"), await RunnerToken.GitHubActions(_machine.Machine, null).GetAsync(Token));
        Assert.Equal(
            PipelineTokenService.GitHubToken("my audience&x"),
            await RunnerToken.GitHubActions(_machine.Machine, "my audience&x").GetAsync(Token));
    }

    [Fact]
    public async Task Azure_Pipelines_gives_a_token_of_the_job_or_of_a_connection()
    {
        _machine.Variables["SYSTEM_OIDCREQUESTURI"] = new Uri(_cloud.Address, "/org/project/oidctoken").AbsoluteUri;
        _machine.Variables["SYSTEM_ACCESSTOKEN"] = PipelineTokenService.Bearer;

        Assert.Equal(PipelineTokenService.AzureToken(null), await RunnerToken.AzurePipelines(_machine.Machine, null).GetAsync(Token));
        Assert.Equal(PipelineTokenService.AzureToken("c-1"), await RunnerToken.AzurePipelines(_machine.Machine, "c-1").GetAsync(Token));
    }

    [Theory]
    [InlineData(null, "bearer", "CredentialIncomplete", "ACTIONS_ID_TOKEN_REQUEST_URL is not set")]
    [InlineData("/idtoken", null, "CredentialIncomplete", "ACTIONS_ID_TOKEN_REQUEST_TOKEN is not set")]
    [InlineData("/idtoken", "wrong-bearer", "CredentialRequestRefused", "HTTP status 401")]
    [InlineData("http://elsewhere.example/idtoken", "bearer", "CredentialSourceInvalid", "not an https address")]
    public async Task A_runner_that_gives_no_token_is_told_with_what_to_do(string? address, string? bearer, string id, string says)
    {
        _machine.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = address is null ? null : new Uri(_cloud.Address, address).AbsoluteUri;
        _machine.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = bearer;

        var e = await Assert.ThrowsAsync<AgException>(() => RunnerToken.GitHubActions(_machine.Machine, null).GetAsync(Token));

        Assert.Equal(id, e.ErrorId);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-bearer", e.ToString(), StringComparison.Ordinal);
        if (id != "CredentialSourceInvalid")
        {
            Assert.Contains("id-token: write", e.RecommendedAction, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("secret\nX-Injected: 1")]
    [InlineData("secret\r\nX-Injected: 1")]
    [InlineData("secret\0end")]
    public async Task A_line_break_in_the_token_of_a_runner_is_refused_before_anything_is_sent(string bearer)
    {
        _machine.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = new Uri(_cloud.Address, "/idtoken").AbsoluteUri;
        _machine.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = bearer;

        var e = await Assert.ThrowsAsync<AgException>(() => RunnerToken.GitHubActions(_machine.Machine, null).GetAsync(Token));

        Assert.Equal("KeyMalformed", e.ErrorId);
        Assert.Contains("ACTIONS_ID_TOKEN_REQUEST_TOKEN", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
        Assert.Empty(_cloud.Requests);
    }

    [Fact]
    public async Task The_token_of_a_runner_signs_in()
    {
        _machine.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = new Uri(_cloud.Address, "/idtoken").AbsoluteUri;
        _machine.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = PipelineTokenService.Bearer;
        var role = new RoleRequest(Role, StsAddress.Find(_machine.Machine, "test"), "test");
        var credential = _machine.Memory.KeysOf(
            new OidcRole(new StsClient(_machine.Machine), RunnerToken.GitHubActions(_machine.Machine, null), Provider, role), _clock);

        await credential.GetAsync(Token);
        _clock.Advance(TimeSpan.FromMinutes(59));
        await credential.GetAsync(Token);

        Assert.Equal(2, _cloud.Count(CloudEndpoint.GitHubToken));
        Assert.All(_cloud.Requests.Where(request => request.Endpoint == CloudEndpoint.AssumeRoleWithOidc), request => Assert.Equal(
            PipelineTokenService.GitHubToken("sts.aliyuncs.com"), request.Parameter("OIDCToken")));
    }
}

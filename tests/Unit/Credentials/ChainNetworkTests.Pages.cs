using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Credentials.Cloud;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>Something answers that is not who was asked: a portal, a proxy, a catch-all server.</summary>
public sealed partial class ChainNetworkTests
{
    [Theory]
    [InlineData("<html><body>Sign in to the guest network</body></html>")]
    [InlineData("role name with blanks")]
    [InlineData("one\ntwo")]
    [InlineData("{\"error\":\"unknown\"}")]
    [InlineData("r\u00F4le")]
    public async Task A_page_that_is_no_role_name_does_not_end_the_chain_as_one(string page)
    {
        _machine.Variables.Remove("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
        _cloud.Metadata.Mode = MetadataMode.On;
        _cloud.Metadata.Role = page;

        var e = await Assert.ThrowsAsync<AgException>(() => CredentialChain.FindAsync(_machine.Machine, _machine.Memory, Token));

        Assert.Equal("NotSignedIn", e.ErrorId);
        Assert.Contains("100.100.100.200 answers with a page that is no role name", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(page, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(CloudEndpoint.MetadataKeys, _cloud.Requests.Select(request => request.Endpoint));

        _machine.Variables["ALIBABA_CLOUD_CREDENTIALS_URI"] = _cloud.Address + "credentials/sidecar";
        await SignsAsync("CredentialsUri");
    }

    [Fact]
    public async Task A_profile_that_asks_for_the_role_says_so_too()
    {
        _machine.CliProfile("\"mode\":\"EcsRamRole\"");
        _machine.Variables.Remove("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
        _cloud.Metadata.Mode = MetadataMode.On;
        _cloud.Metadata.Role = "<html></html>";

        var signIn = await CredentialChain.FindAsync(_machine.Machine, _machine.Memory, Token);
        var e = await Assert.ThrowsAsync<AgException>(() => signIn.Credentials.GetAsync(Token));

        Assert.Equal("CredentialRequestRefused", e.ErrorId);
        Assert.Contains("no role name", e.Message, StringComparison.Ordinal);
    }
}

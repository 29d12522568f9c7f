using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

public sealed partial class ChainTests
{
    [Theory]
    [InlineData("credentials")]
    [InlineData("credentials.ini")]
    public async Task Both_names_of_the_ini_file_are_read(string name)
    {
        _machine.Write(
            Path.Combine(".alibabacloud", name),
            "\uFEFF; comment\r\n# comment\r\n[default]\r\nTYPE = access_key ; what it is\r\nenable = true\r\naccess_key_id = "
                + "\"id\"\r\naccess_key_secret = 'sec;ret'\r\nregion_id=eu-west-1\r\n");

        Assert.Equal("eu-west-1", (await SignsAsync("CredentialsFile", "id", "sec;ret", null)).RegionId);
    }

    [Theory]
    [InlineData("CredentialIncomplete", "access_key_id = id", "type")]
    [InlineData("CredentialIncomplete", "type = access_key\naccess_key_id = id", "access_key_secret")]
    [InlineData("CredentialIncomplete", "type = ram_role_arn\naccess_key_id = id\naccess_key_secret = s", "role_arn")]
    [InlineData("CredentialIncomplete", "type = oidc_role_arn\nrole_arn = acs:ram::1:role/r", "oidc_token_file_path")]
    [InlineData("CredentialSourceInvalid", "type = rsa_key_pair", "'rsa_key_pair' is not supported")]
    [InlineData("CredentialSourceInvalid", "type = ecs_ram_role", "ALIBABA_CLOUD_ECS_METADATA_DISABLED")]
    public async Task A_broken_section_ends_the_chain(string id, string text, string says)
    {
        _machine.Ini("[default]\n" + text);
        _machine.Variables["ALIBABA_CLOUD_CREDENTIALS_URI"] = "http://127.0.0.1:1/";

        await FailsAsync(id, "Section [default] of " + _machine.IniFile, says);
    }

    [Theory]
    [InlineData("ALIBABA_CLOUD_OIDC_TOKEN_FILE", "ALIBABA_CLOUD_ROLE_ARN is not set")]
    [InlineData("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABA_CLOUD_ROLE_ARN is not set")]
    public async Task Part_of_an_OIDC_role_ends_the_chain(string variable, string says)
    {
        _machine.Variables[variable] = "x";

        await FailsAsync("CredentialIncomplete", says);
    }

    [Fact]
    public async Task A_role_alone_is_not_part_of_an_OIDC_role()
    {
        _machine.Variables["ALIBABA_CLOUD_ROLE_ARN"] = "acs:ram::1:role/r";
        _machine.CliProfile("\"mode\":\"AK\",\"access_key_id\":\"id\",\"access_key_secret\":\"s\"");

        await SignsAsync("CliProfile", "id", "s", null);
    }

    [Fact]
    public async Task A_token_file_that_is_not_there_is_named()
    {
        _machine.Variables["ALIBABA_CLOUD_ROLE_ARN"] = "acs:ram::1:role/r";
        _machine.Variables["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"] = "acs:ram::1:oidc-provider/p";
        _machine.Variables["ALIBABA_CLOUD_OIDC_TOKEN_FILE"] = Path.Combine(_machine.Home, "gone");

        await FailsAsync("ProfileNotFound", "ALIBABA_CLOUD_OIDC_TOKEN_FILE", Path.Combine(_machine.Home, "gone"));
    }
}

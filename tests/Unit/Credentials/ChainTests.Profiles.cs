using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

public sealed partial class ChainTests
{
    [Theory]
    [InlineData("not json", "not a JSON object")]
    [InlineData("{\"current\":\"p\",\"profiles\":[{\"name\":\"p\"", "not a JSON object")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("", "not a JSON object")]
    [InlineData("{\"current\":\"p\"}", "field profiles")]
    [InlineData("{\"current\":\"p\",\"profiles\":[1]}", "field profiles")]
    [InlineData("{\"current\":\"q\",\"profiles\":[{\"name\":\"p\"}]}", "field current names the profile 'q'")]
    public async Task A_broken_CLI_file_ends_the_chain(string text, string says)
    {
        _machine.Cli(text);
        _machine.Ini("[default]\ntype=access_key\naccess_key_id=id\naccess_key_secret=s");

        await FailsAsync("CredentialSourceInvalid", _machine.CliFile, says);
    }

    [Theory]
    [InlineData("\"x\":1", "mode")]
    [InlineData("\"mode\":\"AK\"", "access_key_id")]
    [InlineData("\"mode\":\"AK\",\"access_key_id\":\"id\",\"access_key_secret\":\" \"", "access_key_secret")]
    [InlineData("\"mode\":\"StsToken\",\"access_key_id\":\"id\",\"access_key_secret\":\"s\"", "sts_token")]
    [InlineData("\"mode\":\"RamRoleArn\",\"access_key_id\":\"id\",\"access_key_secret\":\"s\"", "ram_role_arn")]
    [InlineData("\"mode\":\"OIDC\",\"ram_role_arn\":\"acs:ram::1:role/r\",\"oidc_provider_arn\":\"p\"", "oidc_token_file")]
    [InlineData("\"mode\":\"OIDC\",\"ram_role_arn\":\"acs:ram::1:role/r\",\"oidc_token_file\":\"p\"", "oidc_provider_arn")]
    [InlineData("\"mode\":\"ChainableRamRoleArn\",\"ram_role_arn\":\"acs:ram::1:role/r\"", "source_profile")]
    [InlineData("\"mode\":\"External\"", "process_command")]
    [InlineData("\"mode\":\"CredentialsURI\"", "credentials_uri")]
    public async Task A_profile_that_lacks_a_field_ends_the_chain(string fields, string field)
    {
        _machine.CliProfile(fields);
        _machine.Ini("[default]\ntype=access_key\naccess_key_id=id\naccess_key_secret=s");

        await FailsAsync("CredentialIncomplete", "Profile 'p' in " + _machine.CliFile, field);
    }

    [Theory]
    [InlineData("\"mode\":\"Telepathy\"", "'Telepathy' is not supported")]
    [InlineData("\"mode\":\"BearerToken\"", "'BearerToken' is not supported")]
    [InlineData("\"mode\":\"RsaKeyPair\"", "'RsaKeyPair' is not supported")]
    [InlineData("\"mode\":\"EcsRamRole\"", "ALIBABA_CLOUD_ECS_METADATA_DISABLED")]
    [InlineData("\"mode\":\"RamRoleArn\",\"access_key_id\":\"id\",\"access_key_secret\":\"s\","
        + "\"ram_role_arn\":\"acs:ram::1:role/r\",\"expired_seconds\":899", "899")]
    [InlineData("\"mode\":\"RamRoleArn\",\"access_key_id\":\"id\",\"access_key_secret\":\"s\","
        + "\"ram_role_arn\":\"acs:ram::1:role/r\",\"expired_seconds\":\"an hour\"", "expired_seconds")]
    [InlineData("\"mode\":\"RamRoleArn\",\"access_key_id\":\"id\",\"access_key_secret\":\"s\",\"ram_role_arn\":\"admin\"",
        "'admin' is not the ARN of a role")]
    [InlineData("\"mode\":\"RamRoleArn\",\"access_key_id\":\"id\",\"access_key_secret\":\"s\","
        + "\"ram_role_arn\":\"acs:ram::1:role/r\",\"sts_region\":\"evil.example/\"", "not a region id")]
    [InlineData("\"mode\":\"RamRoleArn\",\"access_key_id\":\"id\",\"access_key_secret\":\"s\","
        + "\"ram_role_arn\":\"acs:ram::1:role/r\",\"sts_endpoint\":\"http://sts.example\"", "STS endpoint")]
    [InlineData("\"mode\":\"RamRoleArn\",\"access_key_id\":\"id\",\"access_key_secret\":\"s\","
        + "\"ram_role_arn\":\"acs:ram::1:role/r\",\"ram_session_name\":\"a b\"", "cannot name a session")]
    [InlineData("\"mode\":\"ChainableRamRoleArn\",\"ram_role_arn\":\"acs:ram::1:role/r\",\"source_profile\":\"gone\"",
        "source_profile names 'gone'")]
    [InlineData("\"mode\":\"CredentialsURI\",\"credentials_uri\":\"http://keys.example/\"", "http would show the keys")]
    [InlineData("\"mode\":\"CredentialsURI\",\"credentials_uri\":\"file:///etc/passwd\"", "not an http or https address")]
#if NET
    [InlineData(
        "\"mode\":\"OIDC\",\"ram_role_arn\":\"acs:ram::1:role/r\",\"oidc_provider_arn\":\"p\",\"oidc_token_file\":\"/dev/null\"",
        "does not hold a token")]
#endif
    public async Task A_profile_with_a_wrong_value_ends_the_chain(string fields, string says)
    {
        _machine.CliProfile(fields);

        await FailsAsync("CredentialSourceInvalid", "Profile 'p' in " + _machine.CliFile, says);
    }

    [Fact]
    public async Task A_circle_of_profiles_is_told()
    {
        _machine.Cli(
            """{"current":"a","profiles":["""
            + """{"name":"a","mode":"ChainableRamRoleArn","source_profile":"b","ram_role_arn":"acs:ram::1:role/r"},"""
            + """{"name":"b","mode":"ChainableRamRoleArn","source_profile":"a","ram_role_arn":"acs:ram::1:role/r"}]}""");

        await FailsAsync("CredentialSourceInvalid", _machine.CliFile, "source_profile", "a -> b -> a");
    }
}

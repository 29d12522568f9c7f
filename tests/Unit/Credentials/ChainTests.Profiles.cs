using AliGatewaySignature.Credentials;
using AliGatewaySignature.Tests.Processes;
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

    /// <summary>5,000 profiles, each of which names the next: refused after some, and not read to the end.</summary>
    [Fact]
    public async Task A_chain_of_very_many_profiles_is_told()
    {
        _machine.Cli("""{"current":"p0","profiles":[""" + string.Join(',', Enumerable.Range(0, 5_000).Select(number =>
            $$"""{"name":"p{{number}}","mode":"ChainableRamRoleArn","source_profile":"p{{number + 1}}","""
                + "\"ram_role_arn\":\"acs:ram::1:role/r\"}"))
            + """,{"name":"p5000","mode":"AK","access_key_id":"i","access_key_secret":"s"}]}""");

        await FailsAsync("CredentialSourceInvalid", "Profile 'p0'", "over more than 16 profiles");
    }
#if NET

    [Theory]
    [InlineData("/dev/zero", "too large")]
    [InlineData("/dev/random", "too large")]
    [InlineData("/proc/self", "cannot be read")]
    public async Task What_is_no_file_of_credentials_ends_the_chain(string path, string says)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such devices on Windows.");
        _machine.Variables["ALIBABA_CLOUD_CONFIG_FILE"] = path;

        await FailsAsync("CredentialSourceInvalid", path, says);
    }

    /// <summary>A pipe that nobody writes to, asked for twice: one thread waits for it, and everybody goes on.</summary>
    [Fact]
    public async Task A_pipe_that_nobody_writes_to_ends_the_chain()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        var path = Path.Combine(_machine.Home, "pipe");
        Assert.Equal(0, (await ChildProcess.RunAsync("mkfifo", [path], cancellationToken: TestContext.Current.CancellationToken)).ExitCode);
        _machine.Variables["ALIBABA_CLOUD_CONFIG_FILE"] = path;

        await FailsAsync("CredentialSourceInvalid", path, "a pipe");
        Assert.Empty(ProfileNames.All(_machine.Machine));

        // Whoever was waiting ends, so that nothing is left behind.
        await File.WriteAllTextAsync(path, "{}", TestContext.Current.CancellationToken);
    }
#endif
}

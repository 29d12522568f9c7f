using AliGatewaySignature.Tests.Credentials.Cloud;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

public sealed partial class ChainNetworkTests
{
    [Fact]
    public async Task A_role_of_a_CLI_profile()
    {
        _machine.CliProfile($"\"mode\":\"RamRoleArn\",{CallerKeys},\"ram_role_arn\":\"{Role}\",\"ram_session_name\":\"me\","
            + $"\"expired_seconds\":900,\"external_id\":\"ex/1\",\"sts_region\":\"eu-west-1\",\"enable_vpc\":true");

        await SignsAsync("CliProfile");

        var asked = Single(CloudEndpoint.AssumeRole);
        Assert.Equal("https://sts-vpc.eu-west-1.aliyuncs.com", asked.Asked);
        Assert.Equal(
            (Role, "me", "900", "ex/1"),
            (asked.Parameter("RoleArn"), asked.Parameter("RoleSessionName"), asked.Parameter("DurationSeconds"),
                asked.Parameter("ExternalId")));
    }

    [Fact]
    public async Task A_role_of_a_CLI_profile_with_temporary_keys()
    {
        var temporary = CloudKeys.Temporary("base");
        _machine.CliProfile($"\"mode\":\"RamRoleArn\",\"access_key_id\":\"{temporary.AccessKeyId}\","
            + $"\"access_key_secret\":\"{temporary.AccessKeySecret}\",\"sts_token\":\"{temporary.SecurityToken}\","
                + $"\"ram_role_arn\":\"{Role}\"");

        await SignsAsync("CliProfile"); // The cloud refuses a call without the token.
    }

    [Fact]
    public async Task A_chain_of_roles()
    {
        _machine.Cli($$"""
            {"current":"c","profiles":[
              {"name":"a","mode":"AK",{{CallerKeys}}},
              {"name":"b","mode":"ChainableRamRoleArn","source_profile":"a","ram_role_arn":"{{Role}}-b"},
              {"name":"c","mode":"ChainableRamRoleArn","source_profile":"b","ram_role_arn":"{{Role}}-c"}]}
            """);

        await SignsAsync("CliProfile");

        Assert.Equal([Role + "-b", Role + "-c"], _cloud.Requests.Select(request => request.Parameter("RoleArn")));

        // The next cmdlet finds all of it in memory.
        await SignsAsync("CliProfile");
        Assert.Equal(2, _cloud.Requests.Count);

        // Where another role is written by then, it is that one.
        _machine.Cli(
            $$"""{"current":"c","profiles":[{"name":"a","mode":"AK",{{CallerKeys}}},"""
            + $$"""{"name":"c","mode":"ChainableRamRoleArn","source_profile":"a","ram_role_arn":"{{Role}}-d"}]}""");
        await SignsAsync("CliProfile");
        Assert.Equal(Role + "-d", _cloud.Requests[2].Parameter("RoleArn"));
    }

    [Fact]
    public async Task An_OIDC_role_of_a_CLI_profile()
    {
        var file = _machine.Write("token", "profile.jwt");
        _machine.CliProfile($"\"mode\":\"OIDC\",\"oidc_provider_arn\":\"{Provider}\","
            + $"\"oidc_token_file\":{System.Text.Json.JsonSerializer.Serialize(file)},\"ram_role_arn\":\"{Role}\"");

        Assert.Equal(Role, (await SignsAsync("CliProfile")).RoleArn);
        Assert.Equal("profile.jwt", Single(CloudEndpoint.AssumeRoleWithOidc).Parameter("OIDCToken"));
    }

    [Fact]
    public async Task An_ECS_role_of_a_CLI_profile()
    {
        _machine.Variables.Remove("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
        _cloud.Metadata.Mode = MetadataMode.On;
        _machine.CliProfile("\"mode\":\"EcsRamRole\",\"ram_role_name\":\"\"");

        await SignsAsync("CliProfile");
    }

    [Fact]
    public async Task A_credentials_URI_of_a_CLI_profile()
    {
        _machine.CliProfile($"\"mode\":\"CredentialsURI\",\"credentials_uri\":\"{_cloud.CredentialsUri("ok")}\"");

        await SignsAsync("CliProfile");
    }

    [Fact]
    public async Task A_role_of_the_credentials_file()
    {
        _machine.Ini($"[default]\ntype = ram_role_arn\naccess_key_id = {Caller}\naccess_key_secret = "
            + $"{CloudKeys.SecretOf(Caller)}\nrole_arn = {Role}\npolicy = {{\"Version\":\"1\"}}\nexternal_id = e1\nsts_region "
                + $"= cn-beijing\n");

        await SignsAsync("CredentialsFile");

        var asked = Single(CloudEndpoint.AssumeRole);
        Assert.Equal(
            ("https://sts.cn-beijing.aliyuncs.com", "{\"Version\":\"1\"}", "e1"),
            (asked.Asked, asked.Parameter("Policy"), asked.Parameter("ExternalId")));
    }

    [Fact]
    public async Task An_OIDC_role_of_the_credentials_file()
    {
        _machine.Ini($"[default]\ntype = oidc_role_arn\noidc_provider_arn = {Provider}\noidc_token_file_path = "
            + $"{_machine.Write("token", "ini.jwt")}\nrole_arn = {Role}\n");

        await SignsAsync("CredentialsFile");
        Assert.Equal("ini.jwt", Single(CloudEndpoint.AssumeRoleWithOidc).Parameter("OIDCToken"));
    }

    [Fact]
    public async Task An_ECS_role_of_the_credentials_file()
    {
        _machine.Variables.Remove("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
        _cloud.Metadata.Mode = MetadataMode.On;
        _machine.Ini($"[default]\ntype = ecs_ram_role\nrole_name = {MetadataService.DefaultRole}\n");

        Assert.Equal(MetadataService.DefaultRole, (await SignsAsync("CredentialsFile")).RoleArn);
    }
}

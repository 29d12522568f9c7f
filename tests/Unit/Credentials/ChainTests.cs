using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>Which source of the chain signs, which is skipped, and which ends it with an error that names file and field.</summary>
public sealed class ChainTests : IDisposable
{
    private readonly TestMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Environment_keys_come_first()
    {
        _machine.Variables["ALIBABA_CLOUD_ACCESS_KEY_ID"] = " id\n";
        _machine.Variables["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "secret";
        _machine.CliProfile("\"mode\":\"AK\",\"access_key_id\":\"other\",\"access_key_secret\":\"s\"");

        await SignsAsync("Environment", "id", "secret", null);
    }

    [Fact]
    public async Task A_token_makes_them_temporary()
    {
        _machine.Variables["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "id";
        _machine.Variables["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "secret";
        _machine.Variables["ALIBABA_CLOUD_SECURITY_TOKEN"] = "token";

        await SignsAsync("Environment", "id", "secret", "token");
    }

    [Theory]
    [InlineData("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET")]
    [InlineData("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_ACCESS_KEY_ID")]
    public async Task Half_a_key_is_an_error_that_does_not_repeat_it(string set, string missing)
    {
        _machine.Variables[set] = "half-of-it";
        _machine.CliProfile("\"mode\":\"AK\",\"access_key_id\":\"other\",\"access_key_secret\":\"s\"");

        var e = await FailsAsync("CredentialIncomplete", missing + " is not");

        Assert.DoesNotContain("half-of-it", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_current_profile_of_the_CLI_signs_and_names_the_region()
    {
        _machine.Cli("\uFEFF{\r\n\"current\":\"b\",\"profiles\":[{\"name\":\"a\"},{\"name\":\"b\",\"mode\":\"StsToken\","
            + "\"access_key_id\":\"id\",\"access_key_secret\":\"secret\",\"sts_token\":\"token\","
                + "\"region_id\":\"cn-hangzhou\",\"new_field\":{\"x\":[1]}}],\"meta_path\":\"\"}\r\n");

        var signIn = await SignsAsync("CliProfile", "id", "secret", "token");

        Assert.Equal(("b", "cn-hangzhou"), (signIn.ProfileName, signIn.RegionId));
    }

    [Fact]
    public async Task A_named_profile_is_taken_from_the_CLI_or_else_from_the_ini_file()
    {
        _machine.Cli(
            """{"current":"a","profiles":[{"name":"a","mode":"AK","access_key_id":"cli-a","access_key_secret":"s"},"""
            + """{"name":"b","mode":"AK","access_key_id":"cli-b","access_key_secret":"s"}]}""");
        _machine.Ini("[b]\ntype = access_key\naccess_key_id = ini-b\naccess_key_secret = s\n[c]\ntype = "
            + "access_key\naccess_key_id = ini-c\naccess_key_secret = s");

        _machine.Variables["ALIBABA_CLOUD_PROFILE"] = "b";
        await SignsAsync("CliProfile", "cli-b", "s", null);
        _machine.Variables["ALIBABA_CLOUD_PROFILE"] = "c";
        await SignsAsync("CredentialsFile", "ini-c", "s", null);
        _machine.Variables["ALIBABA_CLOUD_PROFILE"] = "d";
        await FailsAsync("ProfileNotFound", "'d'", _machine.CliFile, _machine.IniFile);
    }

    [Theory]
    [InlineData("ALIBABA_CLOUD_CLI_PROFILE_DISABLED")]
    [InlineData("ALIBABA_CLOUD_IGNORE_PROFILE")]
    public async Task The_CLI_can_be_switched_off(string variable)
    {
        _machine.CliProfile("\"mode\":\"nonsense\"");
        _machine.Variables[variable] = "TRUE";

        await FailsAsync("NotSignedIn", "switched off by " + variable);
    }

    [Fact]
    public async Task A_file_that_is_named_must_be_there()
    {
        var missing = Path.Combine(_machine.Home, "nowhere.json");
        _machine.Variables["ALIBABA_CLOUD_CONFIG_FILE"] = missing;
        await FailsAsync("ProfileNotFound", missing, "ALIBABA_CLOUD_CONFIG_FILE");

        _machine.Variables["ALIBABA_CLOUD_CONFIG_FILE"] = null;
        _machine.Variables["ALIBABA_CLOUD_CREDENTIALS_FILE"] = missing;
        await FailsAsync("ProfileNotFound", missing, "ALIBABA_CLOUD_CREDENTIALS_FILE");
    }

    [Fact]
    public async Task A_file_that_is_named_serves_in_place_of_the_usual_one()
    {
        _machine.CliProfile("\"mode\":\"AK\",\"access_key_id\":\"usual\",\"access_key_secret\":\"s\"");
        _machine.Variables["ALIBABA_CLOUD_CONFIG_FILE"] = _machine.Write(
            "other.json", """{"current":"","profiles":[{"name":"default","mode":"AK","access_key_id":"named","access_key_secret":"s"}]}""");
        await SignsAsync("CliProfile", "named", "s", null);

        _machine.Variables["ALIBABA_CLOUD_CLI_PROFILE_DISABLED"] = "true";
        _machine.Ini("[default]\ntype=access_key\naccess_key_id=usual\naccess_key_secret=s");
        _machine.Variables["ALIBABA_CLOUD_CREDENTIALS_FILE"] = _machine.Write(
            "other.ini", "[default]\ntype=access_key\naccess_key_id=named\naccess_key_secret=s");
        await SignsAsync("CredentialsFile", "named", "s", null);
    }

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

    [Theory]
    [InlineData("External", "\"process_command\":\"echo\"")]
    [InlineData("CredentialsURI", "\"credentials_uri\":\"http://127.0.0.1/\"")]
    public async Task What_a_profile_would_run_can_be_forbidden(string mode, string field)
    {
        _machine.CliProfile($"\"mode\":\"{mode}\",{field}");
        _machine.Variables["ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS"] = "true";

        await FailsAsync("CredentialSourceInvalid", "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS");
    }

    [Theory]
    [InlineData("CloudSSO")]
    [InlineData("OAuth")]
    public async Task The_keys_of_a_sign_in_serve_while_they_last(string mode)
    {
        var end = DateTimeOffset.UtcNow.AddHours(1);
        _machine.CliProfile($"\"mode\":\"{mode}\",\"access_key_id\":\"id\",\"access_key_secret\":\"secret\","
            + $"\"sts_token\":\"token\",\"sts_expiration\":{end.ToUnixTimeSeconds()}");
        await SignsAsync("CliProfile", "id", "secret", "token");

        _machine.CliProfile($"\"mode\":\"{mode}\",\"access_key_id\":\"new\",\"access_key_secret\":\"secret\","
            + $"\"sts_token\":\"token2\",\"sts_expiration\":{end.ToUnixTimeSeconds()}");
        await SignsAsync("CliProfile", "new", "secret", "token2");
    }

    [Theory]
    [InlineData("CloudSSO", "\"access_key_id\":\"id\",\"access_key_secret\":\"s\",\"sts_token\":\"t\",\"sts_expiration\":1600000000")]
    [InlineData("CloudSSO", "\"access_key_id\":\"id\",\"access_key_secret\":\"s\",\"sts_token\":\"t\",\"sts_expiration\":0")]
    [InlineData("OAuth", "\"access_key_id\":\"id\",\"access_key_secret\":\"s\",\"sts_token\":\"t\"")]
    [InlineData("OAuth", "\"oauth_site_type\":\"CN\"")]
    public async Task After_that_the_error_names_the_command_that_signs_in_again(string mode, string fields)
    {
        _machine.CliProfile($"\"mode\":\"{mode}\",{fields}");

        var e = await FailsAsync("CredentialExpired", _machine.CliFile, $"aliyun configure --mode {mode} --profile 'p'");

        Assert.Contains($"aliyun configure --mode {mode} --profile 'p'", e.RecommendedAction, StringComparison.Ordinal);
    }

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

    [Fact]
    public async Task When_nothing_works_one_error_lists_every_source_with_its_reason()
    {
        var e = await FailsAsync(
            "NotSignedIn",
            "ALIBABA_CLOUD_ACCESS_KEY_ID",
            "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
            _machine.CliFile,
            _machine.IniFile,
            "ALIBABA_CLOUD_ECS_METADATA_DISABLED",
            "ALIBABA_CLOUD_CREDENTIALS_URI");

        var places = CredentialChain.Links.Select(link => e.Message.IndexOf(link.Title + ": ", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_ends_the_chain()
    {
        Directory.CreateDirectory(_machine.CliFile);
        await FailsAsync("CredentialSourceInvalid", _machine.CliFile, "cannot be read");

        if (!OperatingSystem.IsWindows() && Environment.UserName != "root")
        {
            Directory.Delete(_machine.CliFile);
            _machine.CliProfile("\"mode\":\"AK\"");
            File.SetUnixFileMode(_machine.CliFile, UnixFileMode.None);
            await FailsAsync("CredentialSourceInvalid", _machine.CliFile, "cannot be read");
        }
    }

    [Fact]
    public async Task A_file_that_others_can_read_is_warned_of_once()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows protects the profile folder by its access list.");
            return;
        }

        Assert.SkipWhen(
            typeof(File).GetMethod("GetUnixFileMode", [typeof(string)]) is null, "This runtime cannot tell who may read a file.");

        _machine.CliProfile("\"mode\":\"AK\",\"access_key_id\":\"id\",\"access_key_secret\":\"s\"");
        await SignsAsync("CliProfile", "id", "s", null);
        Assert.Empty(_machine.Memory.TakeWarnings());

        File.SetUnixFileMode(_machine.CliFile, (UnixFileMode)Convert.ToInt32("640", 8));
        await SignsAsync("CliProfile", "id", "s", null);
        await SignsAsync("CliProfile", "id", "s", null);
        var warning = Assert.Single(_machine.Memory.TakeWarnings());
        Assert.Contains(_machine.CliFile, warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_by_name_is_found_even_where_another_is_current()
    {
        _machine.Cli(
            """{"current":"a","profiles":[{"name":"a","mode":"broken"},"""
            + """{"name":"b","mode":"AK","access_key_id":"cli-b","access_key_secret":"s"}]}""");
        var signIn = CredentialChain.Profile(_machine.Machine, _machine.Memory, "b");
        Assert.Equal("cli-b", (await signIn.Credentials.GetAsync(TestContext.Current.CancellationToken)).AccessKeyId);

        var e = Assert.Throws<AgException>(() => CredentialChain.Profile(_machine.Machine, _machine.Memory, "z"));
        Assert.Equal("ProfileNotFound", e.ErrorId);
    }

    [Fact]
    public void Completion_reads_names_only_and_never_fails()
    {
        _machine.Cli("""{"current":"a","profiles":[{"name":"a","mode":"broken"},{"name":"b c"}]}""");
        _machine.Ini("[a]\n[d]\n");
        Assert.Equal(["a", "b c", "d"], ProfileNames.All(_machine.Machine).Select(name => name.Key));

        _machine.Cli("broken");
        Assert.Equal(["a", "d"], ProfileNames.All(_machine.Machine).Select(name => name.Key));
    }

    [Theory]
    [InlineData("LTAI5tAbCdEfGhIjKlMnOpQr", "LTAI****OpQr")]
    [InlineData("short", "*****")]
    public void An_id_is_shown_masked(string id, string shown) => Assert.Equal(shown, PlainText.Mask(id));

    private async Task<SignIn> SignsAsync(string source, string id, string secret, string? token)
    {
        var signIn = await CredentialChain.FindAsync(_machine.Machine, _machine.Memory, TestContext.Current.CancellationToken);
        var key = (await signIn.Credentials.GetAsync(TestContext.Current.CancellationToken)).ToSign();
        Assert.Equal((source, id, secret, token), (signIn.Source, key.AccessKeyId, key.AccessKeySecret, key.SecurityToken));
        return signIn;
    }

    private async Task<AgException> FailsAsync(string errorId, params string[] says)
    {
        var e = await Assert.ThrowsAsync<AgException>(async () =>
        {
            var signIn = await CredentialChain.FindAsync(_machine.Machine, _machine.Memory, TestContext.Current.CancellationToken);
            await signIn.Credentials.GetAsync(TestContext.Current.CancellationToken);
        });
        Assert.Equal(errorId, e.ErrorId);
        Assert.All(says, part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
        return e;
    }
}

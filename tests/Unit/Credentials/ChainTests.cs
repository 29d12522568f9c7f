using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>Which source of the chain signs, which is skipped, and which ends it with an error that names file and field.</summary>
public sealed partial class ChainTests : IDisposable
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

using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>
/// What the npm package does not know, against the documents of those who do: config/configuration.go and config/profile.go of the
/// aliyun CLI 3.4, credentials/profile_provider.go of the Go package, README of the Java package.
/// </summary>
public sealed partial class ChainTests
{
    private const string TwoProfiles =
        """{"current":"default","profiles":[{"name":"default","mode":"AK","access_key_id":"cli-default","access_key_secret":"s"},"""
        + """{"name":"a","mode":"AK","access_key_id":"cli-a","access_key_secret":"s","region_id":"cn-beijing"},"""
        + """{"name":"b","mode":"AK","access_key_id":"cli-b","access_key_secret":"s"}]}""";

    [Theory]
    [InlineData("ALIBABACLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE")]
    [InlineData("ALIBABACLOUD_PROFILE", "ALICLOUD_PROFILE")]
    [InlineData("ALIBABA_CLOUD_PROFILE", "ALICLOUD_PROFILE")]
    [InlineData("ALICLOUD_PROFILE", null)]
    public async Task The_profile_is_named_by_the_variables_of_the_CLI_in_its_order(string first, string? second)
    {
        _machine.Cli(TwoProfiles);
        _machine.Variables[first] = "a";
        if (second is not null)
        {
            _machine.Variables[second] = "b";
        }

        Assert.Equal("a", (await SignsAsync("CliProfile", "cli-a", "s", null)).ProfileName);
        Assert.Equal("cn-beijing", RegionChoice.Choose(_machine.Machine, null, null).RegionId);

        _machine.Variables["ALIBABA_CLOUD_CLI_PROFILE_DISABLED"] = "true";
        _machine.Ini("[default]\ntype=access_key\naccess_key_id=no\naccess_key_secret=s\n[a]\ntype=access_key\naccess_key_id=ini-a\n"
            + "access_key_secret=s");
        await SignsAsync("CredentialsFile", "ini-a", "s", null);
    }

    [Theory]
    [InlineData("ALIBABACLOUD_PROFILE")]
    [InlineData("ALIBABA_CLOUD_PROFILE")]
    [InlineData("ALICLOUD_PROFILE")]
    public async Task A_profile_that_is_nowhere_never_means_the_default(string variable)
    {
        _machine.Cli(TwoProfiles);
        _machine.Ini("[default]\ntype=access_key\naccess_key_id=no\naccess_key_secret=s");
        _machine.Variables[variable] = "prod";
        _machine.Variables["ALICLOUD_ACCESS_KEY_ID"] = "no";
        _machine.Variables["ALICLOUD_ACCESS_KEY_SECRET"] = "s";

        await FailsAsync("ProfileNotFound", variable + " names the profile 'prod'");
    }

    [Theory]
    [InlineData("true", null, true)]
    [InlineData(null, "TRUE", true)]
    [InlineData("false", "TRUE", false)] // The first that is set decides, as the CLI reads them.
    [InlineData(null, "1", false)]
    public async Task The_file_of_the_CLI_is_left_out_by_either_name(string? one, string? other, bool off)
    {
        _machine.CliProfile("\"mode\":\"AK\",\"access_key_id\":\"cli\",\"access_key_secret\":\"s\",\"region_id\":\"cn-beijing\"");
        _machine.Variables["ALIBABA_CLOUD_IGNORE_PROFILE"] = one;
        _machine.Variables["ALIBABACLOUD_IGNORE_PROFILE"] = other;

        if (off)
        {
            await FailsAsync("NotSignedIn", $"switched off by {(one is null ? "ALIBABACLOUD" : "ALIBABA_CLOUD")}_IGNORE_PROFILE");
            Assert.Null(RegionChoice.Choose(_machine.Machine, null, null).RegionId);
        }
        else
        {
            await SignsAsync("CliProfile", "cli", "s", null);
        }
    }

    [Theory]
    [InlineData("ALIBABACLOUD_")]
    [InlineData("ALICLOUD_")]
    public async Task The_keys_of_the_CLI_sign_where_its_file_has_no_profile(string prefix)
    {
        foreach (var lower in new[] { "ALIBABACLOUD_", "ALICLOUD_" }.SkipWhile(name => name != prefix))
        {
            Set(lower, "ACCESS_KEY_ID", lower + "id");
            Set(lower, "ACCESS_KEY_SECRET", lower + "secret");
        }

        Set("ALICLOUD_", "SECURITY_TOKEN", "token");
        await SignsAsync("Environment", prefix + "id", prefix + "secret", prefix == "ALICLOUD_" ? "token" : null);

        // The profile of the CLI comes before them, as with the CLI, and the SDKs' own variables before that.
        _machine.CliProfile("\"mode\":\"AK\",\"access_key_id\":\"cli\",\"access_key_secret\":\"s\"");
        await SignsAsync("CliProfile", "cli", "s", null);
        Set("ALIBABA_CLOUD_", "ACCESS_KEY_ID", "sdk");
        Set("ALIBABA_CLOUD_", "ACCESS_KEY_SECRET", "s");
        await SignsAsync("Environment", "sdk", "s", null);
    }

    [Theory]
    [InlineData("ALIBABACLOUD_")]
    [InlineData("ALICLOUD_")]
    public async Task Half_a_key_of_the_CLI_is_an_error(string prefix)
    {
        Set(prefix, "ACCESS_KEY_ID", "id");
        Set("ALICLOUD_", "ACCESS_KEY_SECRET", "s");
        _machine.Variables.Remove(prefix == "ALICLOUD_" ? "ALICLOUD_ACCESS_KEY_SECRET" : "none");

        await FailsAsync("CredentialIncomplete", prefix + "ACCESS_KEY_SECRET is not");
    }

    [Fact]
    public async Task Names_that_belong_to_nobody_are_not_read()
    {
        foreach (var name in new[] { "ACCESS_KEY_ID", "ACCESS_KEY_SECRET", "SECURITY_TOKEN", "REGION_ID", "REGION" })
        {
            Set(string.Empty, name, "x");
        }

        await FailsAsync("NotSignedIn");
        Assert.Null(RegionChoice.Choose(_machine.Machine, null, null).RegionId);
    }

    [Fact]
    public void The_region_of_the_CLI_comes_after_that_of_its_profile()
    {
        Set("ALICLOUD_", "REGION_ID", "cn-c");
        Assert.Equal(new RegionChoice("cn-c", "ALICLOUD_REGION_ID"), RegionChoice.Choose(_machine.Machine, null, null));
        Set("ALIBABACLOUD_", "REGION_ID", "cn-b");
        Assert.Equal(new RegionChoice("cn-b", "ALIBABACLOUD_REGION_ID"), RegionChoice.Choose(_machine.Machine, null, null));
        _machine.CliProfile("\"mode\":\"AK\",\"region_id\":\"cn-p\"");
        Assert.Equal(new RegionChoice("cn-p", "profile 'p'"), RegionChoice.Choose(_machine.Machine, null, null));
        Set("ALIBABA_CLOUD_", "REGION_ID", "cn-a");
        Assert.Equal(new RegionChoice("cn-a", "ALIBABA_CLOUD_REGION_ID"), RegionChoice.Choose(_machine.Machine, null, null));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("False")]
    [InlineData("no")]
    [InlineData("0")]
    public async Task A_section_that_is_switched_off_does_not_sign(string off)
    {
        const string Keys = "type=access_key\naccess_key_id=id\naccess_key_secret=s\n";
        _machine.Ini($"[default]\nenable = {off}\n{Keys}[other]\nenable = {off}\n{Keys}[on]\nenable = true\n{Keys}");

        await FailsAsync("NotSignedIn", "Section [default] of " + _machine.IniFile, "switched off by its field enable");
        _machine.Variables["ALIBABA_CLOUD_PROFILE"] = "other";
        await FailsAsync("CredentialSourceInvalid", "Section [other] of " + _machine.IniFile, "switched off by its field enable");
        Assert.Throws<AgException>(() => CredentialChain.Profile(_machine.Machine, _machine.Memory, "default"));
        _machine.Variables["ALIBABA_CLOUD_PROFILE"] = "on";
        await SignsAsync("CredentialsFile", "id", "s", null);
    }

    [Fact]
    public async Task A_section_of_the_type_sts_signs_with_its_token()
    {
        _machine.Ini("[default]\ntype = sts\naccess_key_id = id\naccess_key_secret = s\nsecurity_token = token\n");
        await SignsAsync("CredentialsFile", "id", "s", "token");

        _machine.Ini("[default]\ntype = sts\naccess_key_id = id\naccess_key_secret = s\n");
        await FailsAsync("CredentialIncomplete", "has no security_token");
    }

    private void Set(string prefix, string name, string value) => _machine.Variables[prefix + name] = value;
}

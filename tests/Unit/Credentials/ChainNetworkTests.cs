using AliGatewaySignature.Credentials;
using AliGatewaySignature.Credentials.Keys;
using AliGatewaySignature.Credentials.Tokens;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Credentials.Cloud;
using AliGatewaySignature.Tests.Fakes;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>The sources that ask a server, over real sockets: which one, with what, and what they make of the answer.</summary>
public sealed class ChainNetworkTests : IAsyncLifetime, IDisposable
{
    private const string Role = "acs:ram::1234567890123456:role/gateway";
    private const string Provider = "acs:ram::1234567890123456:oidc-provider/k8s";
    private const string Caller = "LTAIcaller0001";

    private readonly FakeClock _clock = new() { Start = DateTimeOffset.UtcNow };
    private LoopbackCloud _cloud = null!;
    private TestMachine _machine = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string CallerKeys => $"\"access_key_id\":\"{Caller}\",\"access_key_secret\":\"{CloudKeys.SecretOf(Caller)}\"";

    public async ValueTask InitializeAsync()
    {
        _cloud = await LoopbackCloud.StartAsync(Token);
        _cloud.Time.Now = () => _clock.UtcNow;
        _machine = new TestMachine { Clock = _clock, Network = new RerouteHandler(_cloud.Address) };
    }

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task An_OIDC_role_of_the_environment()
    {
        SetOidcVariables("a.jwt.token\n");
        _machine.Variables["ALIBABA_CLOUD_ROLE_SESSION_NAME"] = "pod-1";

        var signIn = await SignsAsync("Oidc");

        var asked = Single(CloudEndpoint.AssumeRoleWithOidc);
        Assert.Equal("https://sts.aliyuncs.com", asked.Asked);
        Assert.Equal(
            (Role, Provider, "a.jwt.token", "pod-1", "3600"),
            (asked.Parameter("RoleArn"), asked.Parameter("OIDCProviderArn"), asked.Parameter("OIDCToken"),
                asked.Parameter("RoleSessionName"), asked.Parameter("DurationSeconds")));
        Assert.DoesNotContain("OIDCToken", asked.Call.Query.Select(field => field.Key)); // Queries end up in logs on the way.
        Assert.Null(asked.Header("Authorization"));
        Assert.Equal(Role, signIn.RoleArn);
    }

    [Fact]
    public async Task A_token_file_is_read_anew_for_every_renewal()
    {
        SetOidcVariables("first.jwt");
        var credentials = (await SignsAsync("Oidc")).Credentials;
        SetOidcVariables("second.jwt");
        _clock.Advance(TimeSpan.FromMinutes(58));

        await credentials.GetAsync(Token);

        Assert.Equal(["first.jwt", "second.jwt"], _cloud.Requests.Select(request => request.Parameter("OIDCToken")));
    }

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

    [Theory]
    [InlineData("On", new[] { "MetadataToken", "MetadataRole", "MetadataToken", "MetadataKeys" })]
    [InlineData("TokenOnly", new[] { "MetadataToken", "MetadataRole", "MetadataToken", "MetadataKeys" })]
    [InlineData("NoTokens", new[] { "MetadataToken", "MetadataRole", "MetadataToken", "MetadataKeys" })]
    public async Task The_role_of_the_ECS_instance(string mode, string[] asked)
    {
        _machine.Variables.Remove("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
        _cloud.Metadata.Mode = Enum.Parse<MetadataMode>(mode);

        Assert.Equal(MetadataService.DefaultRole, (await SignsAsync("EcsRamRole")).RoleArn);
        Assert.Equal(asked, _cloud.Requests.Select(request => request.Endpoint.ToString()));
        Assert.All(_cloud.Requests, request => Assert.Equal("http://100.100.100.200", request.Asked));
    }

    [Fact]
    public async Task Version_1_of_the_metadata_server_can_be_forbidden()
    {
        _machine.Variables.Remove("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
        _machine.Variables["ALIBABA_CLOUD_IMDSV1_DISABLED"] = "true";
        _cloud.Metadata.Mode = MetadataMode.NoTokens;

        await FailsAsync("NotSignedIn", "ALIBABA_CLOUD_IMDSV1_DISABLED forbids version 1");
        Assert.Equal(0, _cloud.Count(CloudEndpoint.MetadataRole));
    }

    [Theory]
    [InlineData("WrongJson", "CredentialRequestFailed", "not temporary keys")]
    [InlineData("NotSuccess", "CredentialRequestRefused", "'Failed', not Success")]
    public async Task An_ECS_role_that_gives_no_keys_ends_the_chain(string mode, string id, string says)
    {
        _machine.Variables.Remove("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
        _machine.Variables["ALIBABA_CLOUD_CREDENTIALS_URI"] = _cloud.CredentialsUri("ok").AbsoluteUri;
        _cloud.Metadata.Mode = Enum.Parse<MetadataMode>(mode);

        await FailsAsync(id, "ECS instance role", says);
    }

    [Fact]
    public async Task An_ECS_role_that_is_named_must_be_there()
    {
        _machine.Variables.Remove("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
        _machine.Variables["ALIBABA_CLOUD_ECS_METADATA"] = "another-role";
        _cloud.Metadata.Mode = MetadataMode.On;

        await FailsAsync("CredentialRequestRefused", "'another-role'", "404");
    }

    [Theory]
    [InlineData("NoRole", "the instance has no RAM role")]
    [InlineData("Off", "no ECS instance")]
    public async Task Outside_ECS_the_next_source_is_tried(string mode, string says)
    {
        _machine.Variables.Remove("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
        _cloud.Metadata.Mode = Enum.Parse<MetadataMode>(mode);
        await FailsAsync("NotSignedIn", says);

        _machine.Variables["ALIBABA_CLOUD_CREDENTIALS_URI"] = _cloud.CredentialsUri("ok").AbsoluteUri;
        await SignsAsync("CredentialsUri");
    }

    [Fact]
    public async Task That_nobody_answers_is_remembered_for_five_minutes()
    {
        _machine.Variables.Remove("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
        _cloud.Metadata.Mode = MetadataMode.Off;
        await FailsAsync("NotSignedIn");
        var asked = _cloud.Requests.Count;
        await FailsAsync("NotSignedIn", "no ECS instance");
        Assert.Equal(asked, _cloud.Requests.Count);

        _clock.Advance(TimeSpan.FromMinutes(6));
        _cloud.Metadata.Mode = MetadataMode.On;
        await SignsAsync("EcsRamRole");
    }

    [Fact]
    public async Task A_metadata_server_that_does_not_answer_is_not_waited_for()
    {
        using var impatient = new TestMachine
        {
            Clock = new FakeClock { Start = DateTimeOffset.UtcNow, TimeLimitsPassAtOnce = true },
            Network = new RerouteHandler(_cloud.Address),
        };
        impatient.Variables.Remove("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
        _cloud.Metadata.Mode = MetadataMode.Slow;

        var e = await Assert.ThrowsAsync<AgException>(() => CredentialChain.FindAsync(impatient.Machine, impatient.Memory, Token));

        Assert.Equal("NotSignedIn", e.ErrorId);
    }

    [Fact]
    public async Task Where_it_is_switched_off_the_metadata_server_is_not_asked_at_all()
    {
        _cloud.Metadata.Mode = MetadataMode.On;
        _machine.Variables["ALIBABA_CLOUD_ECS_METADATA"] = MetadataService.DefaultRole;

        await FailsAsync("NotSignedIn", "switched off");
        Assert.Empty(_cloud.Requests);
    }

    [Fact]
    public async Task A_credentials_URI()
    {
        _machine.Variables["ALIBABA_CLOUD_CREDENTIALS_URI"] = _cloud.CredentialsUri("ok").AbsoluteUri;

        await SignsAsync("CredentialsUri");
    }

    [Theory]
    [InlineData("fails", "CredentialRequestFailed", "HTTP status 500")]
    [InlineData("wrong-json", "CredentialRequestFailed", "not temporary keys")]
    [InlineData("no-token", "CredentialRequestFailed", "no SecurityToken")]
    public async Task A_credentials_URI_that_gives_no_keys_is_told(string behaviour, string id, string says)
    {
        _machine.Variables["ALIBABA_CLOUD_CREDENTIALS_URI"] = _cloud.CredentialsUri(behaviour).AbsoluteUri;

        await FailsAsync(id, "ALIBABA_CLOUD_CREDENTIALS_URI", says);
    }

    [Theory]
    [InlineData("http://keys.example/?secret=1")]
    [InlineData("ftp://keys.example/")]
    [InlineData("here")]
    public async Task A_credentials_URI_that_must_not_be_asked_is_refused_without_showing_it(string uri)
    {
        _machine.Variables["ALIBABA_CLOUD_CREDENTIALS_URI"] = uri;

        var e = await FailsAsync("CredentialSourceInvalid", "ALIBABA_CLOUD_CREDENTIALS_URI");
        Assert.DoesNotContain("secret=1", e.Message, StringComparison.Ordinal);
        Assert.Empty(_cloud.Requests);
    }

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

    private void SetOidcVariables(string token)
    {
        _machine.Variables["ALIBABA_CLOUD_ROLE_ARN"] = Role;
        _machine.Variables["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"] = Provider;
        _machine.Variables["ALIBABA_CLOUD_OIDC_TOKEN_FILE"] = _machine.Write("token", token);
    }

    private CloudRequest Single(CloudEndpoint endpoint) => Assert.Single(_cloud.Requests, request => request.Endpoint == endpoint);

    private async Task<Credential> KeysAsync()
    {
        var signIn = await CredentialChain.FindAsync(_machine.Machine, _machine.Memory, Token);
        return await signIn.Credentials.GetAsync(Token);
    }

    /// <summary>Signs in, with keys that the cloud made.</summary>
    private async Task<SignIn> SignsAsync(string source)
    {
        var signIn = await CredentialChain.FindAsync(_machine.Machine, _machine.Memory, Token);
        var credential = await signIn.Credentials.GetAsync(Token);
        Assert.Equal(source, signIn.Source);
        Assert.StartsWith(CloudKeys.TemporaryPrefix, credential.AccessKeyId, StringComparison.Ordinal);
        Assert.Equal(CloudKeys.SecretOf(credential.AccessKeyId), PlainText.Reveal(credential.AccessKeySecret));
        Assert.Equal(CloudKeys.TokenOf(credential.AccessKeyId), PlainText.Reveal(credential.SecurityToken!));
        Assert.True(credential.Expiration > _clock.UtcNow);
        return signIn;
    }

    private async Task<AgException> FailsAsync(string errorId, params string[] says)
    {
        var e = await Assert.ThrowsAsync<AgException>(KeysAsync);
        Assert.Equal(errorId, e.ErrorId);
        Assert.All(says, part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
        return e;
    }
}

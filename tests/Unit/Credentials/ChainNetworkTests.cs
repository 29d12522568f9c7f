using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Credentials.Cloud;
using AliGatewaySignature.Tests.Fakes;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>The sources that ask a server, over real sockets: which one, with what, and what they make of the answer.</summary>
public sealed partial class ChainNetworkTests : IAsyncLifetime, IDisposable
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

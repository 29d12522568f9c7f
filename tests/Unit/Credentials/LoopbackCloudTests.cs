using System.Text.Json.Nodes;
using AliGatewaySignature.Tests.Credentials.Cloud;
using AliGatewaySignature.Tests.Sandbox;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>The tests of the credential chain believe what the loopback cloud says; so it has to be right.</summary>
public sealed class LoopbackCloudTests : IAsyncLifetime
{
    private const string Role = "acs:ram::1:role/reader";
    private static readonly Uri Sts = new("https://sts.aliyuncs.com/");

    private LoopbackCloud _cloud = null!;
    private HttpClient _http = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await LoopbackCloud.StartAsync(Stop);
        _http = new HttpClient(new RerouteHandler(_cloud.Address));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _cloud.DisposeAsync();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Both_signing_methods_are_taken_and_lead_to_the_same_keys(bool acs3, bool form)
    {
        var reply = await AssumeAsync("LTAIcaller", acs3, form, ("RoleArn", Role), ("RoleSessionName", "session"));
        var again = await AssumeAsync(
            "LTAIcaller", !acs3, form, ("RoleSessionName", "session"), ("RoleArn", Role), ("DurationSeconds", "3600"));

        Assert.Equal((string)reply["Credentials"]!["AccessKeyId"]!, (string)again["Credentials"]!["AccessKeyId"]!);
        Assert.Equal(2, _cloud.Count(CloudEndpoint.AssumeRole));
        Assert.All(_cloud.Requests, request => Assert.Equal(
            ("https://sts.aliyuncs.com", Role), (request.Asked, request.Parameter("RoleArn"))));
    }

    [Theory]
    [InlineData("RoleArn", "acs:ram::1:role/writer")]
    [InlineData("RoleSessionName", "another")]
    [InlineData("DurationSeconds", "900")]
    [InlineData("Policy", "{}")]
    [InlineData("ExternalId", "theirs")]
    public async Task Whatever_decides_the_identity_decides_the_keys(string name, string value)
    {
        var parameters = new Dictionary<string, string> { ["RoleArn"] = Role, ["RoleSessionName"] = "session" };
        var reply = await AssumeAsync("LTAIcaller", acs3: true, form: false, [.. parameters.Select(pair => (pair.Key, pair.Value))]);
        parameters[name] = value;
        var other = await AssumeAsync("LTAIcaller", acs3: true, form: false, [.. parameters.Select(pair => (pair.Key, pair.Value))]);
        var stranger = await AssumeAsync("LTAIstranger", acs3: true, form: false, [.. parameters.Select(pair => (pair.Key, pair.Value))]);

        Assert.Equal(3, new[] { reply, other, stranger }.Select(one => (string)one["Credentials"]!["AccessKeyId"]!).Distinct().Count());
    }

    [Fact]
    public async Task A_name_that_was_made_up_decides_nothing()
    {
        var one = await AssumeAsync(
            "LTAIcaller", acs3: false, form: true, ("RoleArn", Role), ("RoleSessionName", "credentials-nodejs-1767323045123"));
        var other = await AssumeAsync(
            "LTAIcaller", acs3: false, form: true, ("RoleArn", Role), ("RoleSessionName", "credentials-nodejs-1767323045999"));

        Assert.Equal((string)one["Credentials"]!["AccessKeyId"]!, (string)other["Credentials"]!["AccessKeyId"]!);
    }

    [Theory]
    [InlineData("LTAIcaller", "wrong", null, "SignatureDoesNotMatch")]
    [InlineData("nobody", null, null, "InvalidAccessKeyId.NotFound")]
    [InlineData("STS.caller", null, null, "MissingSecurityToken")]
    [InlineData("STS.caller", null, "another", "InvalidSecurityToken.MismatchWithAccessKey")]
    public async Task A_caller_must_be_who_it_says(string id, string? secret, string? token, string code)
    {
        foreach (var acs3 in new[] { true, false })
        {
            var signer = new Signer
            {
                AccessKeyId = id,
                AccessKeySecret = secret ?? CloudKeys.SecretOf(id),
                SecurityToken = token,
                Version = "2015-04-01",
                Time = DateTimeOffset.UtcNow,
            };
            Assert.Equal(
                code, (string)(await SendAsync(signer, acs3, form: false, ("RoleArn", Role), ("RoleSessionName", "session")))["Code"]!);
        }
    }

    [Fact]
    public async Task Keys_of_a_role_call_until_they_run_out()
    {
        var now = DateTimeOffset.UtcNow;
        _cloud.Time.Now = () => now;
        var keys = (await AssumeAsync(
            "LTAIcaller", acs3: true, form: false, ("RoleArn", Role), ("RoleSessionName", "session")))["Credentials"]!;
        var signer = new Signer
        {
            AccessKeyId = (string)keys["AccessKeyId"]!,
            AccessKeySecret = (string)keys["AccessKeySecret"]!,
            SecurityToken = (string)keys["SecurityToken"]!,
            Version = "2015-04-01",
            Time = now,
        };
        Assert.NotNull(
            (await SendAsync(signer, acs3: true, form: false, ("RoleArn", Role), ("RoleSessionName", "session")))["Credentials"]);

        _cloud.Time.Lifetime = TimeSpan.FromMinutes(10);
        keys = (await AssumeAsync(
            "LTAIcaller", acs3: true, form: false, ("RoleArn", Role), ("RoleSessionName", "session")))["Credentials"]!;
        Assert.Equal(CloudTime.Text(now.AddMinutes(10)), (string)keys["Expiration"]!);
        now = now.AddMinutes(10);
        signer = new Signer
        {
            AccessKeyId = signer.AccessKeyId,
            AccessKeySecret = signer.AccessKeySecret,
            SecurityToken = signer.SecurityToken,
            Version = "2015-04-01",
            Time = now,
        };
        Assert.Equal(
            "InvalidSecurityToken.Expired",
            (string)(await SendAsync(signer, acs3: true, form: false, ("RoleArn", Role), ("RoleSessionName", "session")))["Code"]!);
    }

    [Fact]
    public async Task Faults_come_in_the_order_in_which_they_were_ordered()
    {
        _cloud.Metadata.Mode = MetadataMode.On;
        var role = new Uri("http://100.100.100.200/latest/meta-data/ram/security-credentials/");
        _cloud.Fail(CloudEndpoint.MetadataRole, 503, "later", times: 1);
        _cloud.Reset(CloudEndpoint.MetadataRole, times: 1);
        var hold = _cloud.Hold(CloudEndpoint.MetadataRole, times: 1);

        using (var refused = await _http.GetAsync(role, Stop))
        {
            Assert.Equal(503, (int)refused.StatusCode);
        }

        await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetAsync(role, Stop));
        var held = _http.GetStringAsync(role, Stop);
        await hold.Arrived.WaitAsync(Stop);
        Assert.False(held.IsCompleted);
        hold.Release();
        Assert.Equal(MetadataService.DefaultRole, await held);
        Assert.Equal(3, _cloud.Count(CloudEndpoint.MetadataRole));
    }

    [Fact]
    public async Task Pipelines_get_their_tokens()
    {
        using var gitHub = new HttpRequestMessage(
            HttpMethod.Get, "https://run.actions.example/job/idtoken?api-version=2.0&audience=sts.aliyuncs.com");
        gitHub.Headers.TryAddWithoutValidation("Authorization", "bearer " + PipelineTokenService.Bearer);
        using var azure = new HttpRequestMessage(
            HttpMethod.Post, "https://dev.azure.example/job/oidctoken?api-version=7.1&serviceConnectionId=1-2");
        azure.Headers.TryAddWithoutValidation("Authorization", "Bearer " + PipelineTokenService.Bearer);

        Assert.Equal(PipelineTokenService.GitHubToken("sts.aliyuncs.com"), (string)(await JsonAsync(gitHub))["value"]!);
        Assert.Equal(PipelineTokenService.AzureToken("1-2"), (string)(await JsonAsync(azure))["oidcToken"]!);
    }

    private Task<JsonNode> AssumeAsync(string caller, bool acs3, bool form, params (string Name, string Value)[] parameters) => SendAsync(
        new Signer
        {
            AccessKeyId = caller,
            AccessKeySecret = CloudKeys.SecretOf(caller),
            SecurityToken = CloudKeys.IsTemporary(caller) ? CloudKeys.TokenOf(caller) : null,
            Version = "2015-04-01",
            Time = _cloud.Time.Now(),
        },
        acs3,
        form,
        parameters);

    private async Task<JsonNode> SendAsync(Signer signer, bool acs3, bool form, params (string Name, string Value)[] parameters)
    {
        var fields = parameters.Select(parameter => new KeyValuePair<string, string>(parameter.Name, parameter.Value));
        var raw = acs3 ? signer.Acs3(Sts.Authority, "AssumeRole", fields, form) : signer.Rpc(Sts.Authority, "AssumeRole", fields, form);
        using var request = raw.ToHttp(Sts);
        return await JsonAsync(request);
    }

    private async Task<JsonNode> JsonAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, Stop);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Stop))!;
    }
}

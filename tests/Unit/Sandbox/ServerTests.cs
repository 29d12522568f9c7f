using System.Net;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>The server as a process: what goes over the socket, and what the control endpoints do.</summary>
public sealed class ServerTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IAsyncLifetime, IDisposable
{
    private SandboxServerProcess Server => fixture.Server;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Server.ResetAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("POST", false)]
    [InlineData("POST", true)]
    [InlineData("GET", false)]
    public async Task Lets_escapes_through_unchanged(string method, bool form)
    {
        (string, string)[] parameters = [("SignatureName", "名字_one"), ("SignatureKey", "the_key"), ("SignatureSecret", "a_@#!*secret")];
        Signer signer = new() { Time = DateTimeOffset.UtcNow, Method = method };
        Assert.Equal(
            200, (await SendAsync(signer.Rpc(Server.Url.Authority, "CreateSignature", SandboxDriver.Fields(parameters), form))).Status);
        signer = new() { Time = DateTimeOffset.UtcNow, Method = method };
        Assert.Equal(
            200, (await SendAsync(signer.Acs3(Server.Url.Authority, "CreateSignature", SandboxDriver.Fields(parameters), form))).Status);

        var listed = await CallAsync("DescribeSignatures", ("SignatureName", "名字_one"));
        Assert.Equal(
            ["a_@#!*secret", "a_@#!*secret"],
            listed.Items("SignatureInfos", "SignatureInfo").Select(static key => (string)key["SignatureSecret"]!));
    }

    [Fact]
    public async Task Takes_characters_that_clients_leave_unescaped()
    {
        var request = new Signer { Time = DateTimeOffset.UtcNow }.Acs3(
            Server.Url.Authority, "CreateSignature", SandboxDriver.Fields(
                ("SignatureName", "good_name"), ("SignatureKey", "good_key"), ("SignatureSecret", "a!*secret")));
        request.Query = request.Query.Replace("%21%2A", "!*", StringComparison.Ordinal);
        using var client = await SocketClient.SendAsync(Server.Url, request, Cancellation);
        await client.ReadUntilAsync(static text => text.Contains("\r\n\r\n", StringComparison.Ordinal), Cancellation);
        Assert.StartsWith("HTTP/1.1 200 ", client.Received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_in_the_key_of_the_command_line()
    {
        var signer = new Signer { Time = DateTimeOffset.UtcNow, AccessKeyId = "second", AccessKeySecret = "second-secret" };
        Assert.Equal(200, (await SendAsync(signer.Acs3(Server.Url.Authority, "DescribeRegions", []))).Status);
    }

    [Fact]
    public async Task Shows_calls_and_counters()
    {
        var key = await CreateAsync();
        var ids = SandboxDriver.OrderIds(1, 100);
        await SetAsync(key, ids);
        await SetAsync(key, "bad");

        var journal = await Server.CallsAsync(Cancellation);
        Assert.Equal(3, (int)journal["total"]!);
        Assert.Equal(
            """{"calls":2,"errors":1,"faults":0,"ids":101,"maxIds":100}""", journal["operations"]!["SetSignatureApis"]!.ToJsonString());
        var call = journal["calls"]![1]!;
        Assert.Equal(
            ("SetSignatureApis", "POST", "acs3", SandboxService.DefaultAccessKeyId, SandboxDriver.Orders, "TEST", 100, 200, true),
            ((string)call["operation"]!, (string)call["method"]!, (string)call["signing"]!, (string)call["accessKeyId"]!,
                (string)call["groupId"]!, (string)call["stageName"]!, (int)call["idCount"]!, (int)call["status"]!, (bool)call["changed"]!));
        Assert.DoesNotContain("secret_1", journal.ToJsonString(), StringComparison.Ordinal);

        var state = await Server.StateAsync(Cancellation);
        Assert.Equal(1, (int)state["signatures"]!);
        Assert.Equal(["orders", "payments", "catalog"], state["groups"]!.AsArray().Select(static group => (string)group!["groupName"]!));
        Assert.Equal(100, (int)Assert.Single(state["bindings"]!.AsArray())!["count"]!);

        await Server.ForgetCallsAsync(Cancellation);
        Assert.Equal(0, (int)(await Server.CallsAsync(Cancellation))["total"]!);
        await Server.ResetAsync(Cancellation);
        Assert.Empty((await Server.StateAsync(Cancellation))["bindings"]!.AsArray());
    }

    [Fact]
    public async Task Counts_the_connections_that_carried_calls()
    {
        for (var i = 0; i < 3; i++)
        {
            await CallAsync("DescribeRegions");
        }

        Assert.Equal(1, (int)(await Server.CallsAsync(Cancellation))["connections"]!["calling"]!);
        using (var another = new HttpClient(new SocketsHttpHandler { UseProxy = false }))
        {
            await CallAsync("DescribeRegions", another);
        }

        Assert.Equal(2, (int)(await Server.CallsAsync(Cancellation))["connections"]!["calling"]!);
        await Server.ForgetCallsAsync(Cancellation);
        Assert.Equal(0, (int)(await Server.CallsAsync(Cancellation))["connections"]!["calling"]!);
        await CallAsync("DescribeRegions");
        Assert.Equal(1, (int)(await Server.CallsAsync(Cancellation))["connections"]!["calling"]!);
    }

    [Fact]
    public async Task Changes_settings_while_it_runs()
    {
        await CreateAsync();
        await Server.OptionsAsync("""{"semantics":{"duplicateKeyName":"refuse"},"latency":1}""", Cancellation);
        var refused = await CallAsync(
            "CreateSignature", ("SignatureName", "backend_key"), ("SignatureKey", "the_key"), ("SignatureSecret", "the_secret"));
        Assert.Equal("RepeatedSignatureName", refused.Code);

        await Server.ResetAsync(Cancellation);
        await CreateAsync();
        await CreateAsync();
    }

    [Theory]
    [InlineData("options", """{"semantics":{"nonsense":"refuse"}}""")]
    [InlineData("options", """{"semantics":{"preStage":"perhaps"}}""")]
    [InlineData("options", """{"latency":-1}""")]
    [InlineData("options", """{"delay":1}""")]
    [InlineData("faults", """[{"kind":"nonsense"}]""")]
    [InlineData("faults", """[{"operation":"DescribeApis"}]""")]
    [InlineData("faults", """[{"kind":"reset","appllied":true}]""")]
    [InlineData("faults", "no json")]
    public async Task Refuses_wrong_orders(string endpoint, string json)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => endpoint == "options" ? Server.OptionsAsync(json, Cancellation) : Server.FaultsAsync(json, Cancellation));
        Assert.Contains("answered with 400", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Knows_no_other_control_endpoints()
    {
        using var response = await _http.GetAsync(new Uri(Server.Url, "/sandbox/nonsense"), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Serves_as_many_samples_as_it_is_told()
    {
        await using var server = await SandboxServerProcess.StartAsync(
            Cancellation, "--group", "orders=20000", "--group", "drafts=5@TEST", "--region", "cn-shanghai", "--unpublished-api", "allow");
        Assert.Equal("cn-shanghai", server.Environment["AG_SANDBOX_REGION_ID"]);
        var state = await server.StateAsync(Cancellation);
        Assert.Equal(
            [("orders", 20_000, 3), ("drafts", 5, 1)],
            state["groups"]!.AsArray()
                .Select(static group => ((string)group!["groupName"]!, (int)group["apis"]!, group["stages"]!.AsArray().Count)));
    }

    [Fact]
    public async Task Ends_when_its_input_closes()
    {
        await using var server = await SandboxServerProcess.StartAsync(Cancellation);
        await server.FaultsAsync("""[{"kind":"hang"}]""", Cancellation);
        var request = new Signer { Time = DateTimeOffset.UtcNow }.Acs3(server.Url.Authority, "DescribeRegions", []);
        using var hanging = await SocketClient.SendAsync(server.Url, request, Cancellation);
        var result = await server.StopAsync(Cancellation);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("--nonsense", "1")]
    [InlineData("--urls", "http://0.0.0.0:5080")]
    [InlineData("--urls", "https://127.0.0.1:5080")]
    [InlineData("--latency", "soon")]
    [InlineData("--group", "orders")]
    [InlineData("--key", "onlyid")]
    [InlineData("--pre-stage", "perhaps")]
    [InlineData("--latency", null)]
    [InlineData("orders", null)]
    public async Task Refuses_wrong_command_lines(string option, string? value)
    {
        IEnumerable<string> arguments = value is null ? [option] : [option, value];
        var result = await ChildProcess.RunAsync(
            EnginePaths.DotNet, [RepositoryPaths.SandboxServer, .. arguments], cancellationToken: Cancellation);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--exit-with-stdin", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private async Task<string> CreateAsync()
    {
        var created = await CallAsync(
            "CreateSignature", ("SignatureName", "backend_key"), ("SignatureKey", "the_key"), ("SignatureSecret", "secret_1"));
        Assert.Equal(200, created.Status);
        return (string)created["SignatureId"]!;
    }

    private Task<SandboxAnswer> SetAsync(string key, string ids) =>
        CallAsync("SetSignatureApis", ("SignatureId", key), ("GroupId", SandboxDriver.Orders), ("StageName", "TEST"), ("ApiIds", ids));

    private Task<SandboxAnswer> CallAsync(string operation, params (string, string)[] parameters) =>
        CallAsync(operation, _http, parameters);

    private Task<SandboxAnswer> CallAsync(string operation, HttpClient http, params (string, string)[] parameters) =>
        SendAsync(new Signer { Time = DateTimeOffset.UtcNow }.Acs3(
            Server.Url.Authority, operation, SandboxDriver.Fields(parameters)), http);

    private async Task<SandboxAnswer> SendAsync(RawRequest raw, HttpClient? http = null)
    {
        using var request = raw.ToHttp(Server.Url);
        using var response = await (http ?? _http).SendAsync(request, Cancellation);
        return await SandboxAnswer.ReadAsync(response, Cancellation);
    }
}

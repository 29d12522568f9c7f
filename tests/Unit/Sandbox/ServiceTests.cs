using System.Net;
using AliGatewaySignature.Sandbox.Operations;
using AliGatewaySignature.Sandbox.Wire;
using AliGatewaySignature.SandboxServer.Journal;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>The service as a whole: both ways of signing, the shape of errors, the journal.</summary>
public sealed class ServiceTests : IDisposable
{
    private readonly SandboxDriver _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("POST", false)]
    [InlineData("POST", true)]
    [InlineData("GET", false)]
    public async Task Takes_both_ways_of_signing_in_every_place(string method, bool form)
    {
        var parameters = SandboxDriver.Fields(
            ("SignatureName", "名字_one"), ("SignatureKey", "the_key"), ("SignatureSecret", "a_@#!*secret"));
        Assert.Equal(
            200, (await _sandbox.SendAsync(Signer(method).Acs3(_sandbox.Server.Authority, "CreateSignature", parameters, form))).Status);
        Assert.Equal(
            200, (await _sandbox.SendAsync(Signer(method).Rpc(_sandbox.Server.Authority, "CreateSignature", parameters, form))).Status);
        var listed = await _sandbox.CallAsync("DescribeSignatures", ("SignatureName", "名字_one"));
        Assert.Equal(
            ["a_@#!*secret", "a_@#!*secret"],
            listed.Items("SignatureInfos", "SignatureInfo").Select(static key => (string)key["SignatureSecret"]!));
        Assert.Equal([SigningKind.Acs3, SigningKind.Rpc], _sandbox.Journal.Calls().Take(2).Select(static call => call.Signing));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", "127.0.0.1:8080", 200)]
    [InlineData("http://127.0.0.1:8080", "127.0.0.1", 400)]
    [InlineData("http://localhost:80", "localhost", 200)]
    [InlineData("https://localhost:443", "localhost", 200)]
    [InlineData("https://localhost:443", "localhost:443", 400)]
    public async Task Checks_the_host_as_it_goes_over_the_wire(string server, string signedHost, int status)
    {
        _sandbox.Server = new Uri(server);
        Assert.Equal(status, (await _sandbox.SendAsync(Signer("POST").Acs3(signedHost, "DescribeRegions", []))).Status);
    }

    [Theory]
    [InlineData("DescribeNothing", "2016-07-14")]
    [InlineData("describeRegions", "2016-07-14")]
    [InlineData("DescribeRegions", "2016-07-15")]
    public async Task Knows_no_other_operations_and_versions(string operation, string version)
    {
        var signer = new Signer { Time = _sandbox.Now, Version = version };
        var answer = await _sandbox.SendAsync(signer.Acs3(_sandbox.Server.Authority, operation, []));
        Assert.Equal((404, "InvalidApi.NotFound"), (answer.Status, answer.Code));
        answer = await _sandbox.SendAsync(
            new Signer { Time = _sandbox.Now, Version = version }.Rpc(_sandbox.Server.Authority, operation, []));
        Assert.Equal((404, "InvalidApi.NotFound"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Writes_errors_in_the_shape_of_the_service()
    {
        var answer = await _sandbox.CallAsync("DeleteSignature", ("SignatureId", "unknown"));
        Assert.Equal(400, answer.Status);
        Assert.Equal(["RequestId", "HostId", "Code", "Message", "Recommend"], answer.Body.Select(static field => field.Key));
        Assert.Equal(answer.RequestIdHeader, (string)answer["RequestId"]!);
        Assert.Equal("apigateway.cn-hangzhou.aliyuncs.com", (string)answer["HostId"]!);
        Assert.NotEmpty((string)answer["Message"]!);
    }

    [Fact]
    public async Task Tells_its_time_in_the_date_header()
    {
        using var request = Signer("POST").Acs3(_sandbox.Server.Authority, "DescribeRegions", []).ToHttp(_sandbox.Server);
        using var client = new HttpMessageInvoker(new JournalingHandler(_sandbox.Service, _sandbox.Journal));
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero), response.Headers.Date);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Same(request, response.RequestMessage);
    }

    [Fact]
    public async Task Refuses_a_request_that_is_cancelled_beforehand()
    {
        using var request = Signer("POST").Acs3(_sandbox.Server.Authority, "DescribeRegions", []).ToHttp(_sandbox.Server);
        using var client = new HttpMessageInvoker(new JournalingHandler(_sandbox.Service, _sandbox.Journal));
        await Assert.ThrowsAsync<OperationCanceledException>(() => client.SendAsync(request, new CancellationToken(canceled: true)));
        Assert.Equal(0, _sandbox.Journal.Total);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Refuses_other_HTTP_methods(string method) =>
        Assert.Equal(
            "UnsupportedHTTPMethod",
            (await _sandbox.SendAsync(Signer(method).Acs3(_sandbox.Server.Authority, "DescribeRegions", []))).Code);

    [Fact]
    public async Task Refuses_a_parameter_that_came_twice() => Assert.Equal(
        "InvalidParameter",
        (await _sandbox.CallAsync("DescribeSignatures", ("PageSize", "10"), ("PageSize", "20"))).Code);

    [Fact]
    public async Task Refuses_to_answer_in_XML() => Assert.Equal(
        "InvalidParameter.Format",
        (await _sandbox.CallAsync("DescribeRegions", ("Format", "XML"))).Code);

    [Fact]
    public async Task Writes_every_call_into_the_journal()
    {
        var key = await _sandbox.CreateAsync();
        await _sandbox.SetAsync(key, SandboxDriver.OrderIds(1, 100), "TEST");
        await _sandbox.SetAsync(key, SandboxDriver.OrderIds(101, 3), "TEST");
        await _sandbox.SetAsync(key, "bad", "TEST");
        var call = _sandbox.Journal.Calls()[1];
        Assert.Equal(
            (2L, "SetSignatureApis", "POST", SigningKind.Acs3, "sandbox-access-key-id", key, SandboxDriver.Orders, "TEST", 100,
                200, "", true, ""),
            (call.Number, call.Operation, call.Method, call.Signing, call.AccessKeyId, call.SignatureId, call.GroupId,
                call.StageName, call.IdCount, call.Status, call.ErrorCode, call.Changed, call.Fault));
        call = _sandbox.Journal.Calls()[3];
        Assert.Equal((400, "NotFoundApi", false), (call.Status, call.ErrorCode, call.Changed));

        OperationCount sums = _sandbox.Journal.Counts().Single(static sums => sums.Operation == "SetSignatureApis");
        Assert.Equal((3L, 1L, 104L, 100), (sums.Calls, sums.Errors, sums.Ids, sums.MaxIds));
        Assert.Equal(3, _sandbox.Journal.CallsOf("SetSignatureApis"));
        Assert.Equal(4, _sandbox.Journal.Total);
    }

    [Fact]
    public async Task Never_writes_a_secret_into_the_journal()
    {
        var parameters = SandboxDriver.Fields(
            ("SignatureName", "good_name"), ("SignatureKey", "good_key"), ("SignatureSecret", "hush_hush_1"));
        var signer = new Signer
        {
            Time = _sandbox.Now,
            AccessKeyId = "STS.temporary",
            AccessKeySecret = "temporary-secret",
            SecurityToken = "the-token",
        };
        Assert.Equal(200, (await _sandbox.SendAsync(signer.Rpc(_sandbox.Server.Authority, "CreateSignature", parameters))).Status);
        var journal = System.Text.Json.JsonSerializer.Serialize(_sandbox.Journal.Calls());
        Assert.Contains("STS.temporary", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("hush_hush_1", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("temporary-secret", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("the-token", journal, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_last_calls_and_counts_all()
    {
        var journal = new SandboxJournal(2);
        for (var i = 0; i < 5; i++)
        {
            journal.Add(Call("DescribeApis"));
        }

        Assert.Equal([4L, 5L], journal.Calls().Select(static call => call.Number));
        Assert.Equal(5, journal.CallsOf("DescribeApis"));
        journal.Clear();
        Assert.Equal(0, journal.Total);
        Assert.Empty(journal.Calls());
        Assert.Empty(journal.Counts());
    }

    [Fact]
    public void Does_not_let_strange_operations_fill_the_journal()
    {
        var journal = new SandboxJournal(2);
        for (var i = 0; i < 1_000; i++)
        {
            journal.Add(Call(i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        Assert.InRange(journal.Counts().Count, 100, 101);
        Assert.Equal(1_000, journal.Counts().Sum(static sums => sums.Calls));
    }

    [Fact]
    public async Task Serves_many_callers_at_once()
    {
        var key = await _sandbox.CreateAsync();
        var answers = await Task.WhenAll(
            Enumerable.Range(1, 250).Select(number => Task.Run(() => _sandbox.SetAsync(key, SandboxDriver.Order(number)))));
        Assert.All(answers, static answer => Assert.Equal(200, answer.Status));
        Assert.Equal(250, _sandbox.Bound().Count);
        Assert.Equal(251, _sandbox.Journal.Total);
    }

    [Fact]
    public void Has_the_fifteen_operations() => Assert.Equal(
        [
            "CreateSignature", "DeleteSignature", "DescribeApiGroups", "DescribeApiSignatures", "DescribeApis", "DescribeApisBySignature",
            "DescribePluginApis", "DescribePluginGroups", "DescribePlugins", "DescribeRegions", "DescribeSignatures",
            "DescribeSignaturesByApi", "ModifySignature", "RemoveSignatureApis", "SetSignatureApis",
        ],
        OperationTable.Names.Order(StringComparer.Ordinal));

    private static SandboxCall Call(string operation) => new()
    {
        Time = default,
        Operation = operation,
        Method = "POST",
        Signing = SigningKind.Acs3,
        AccessKeyId = string.Empty,
        SignatureId = string.Empty,
        GroupId = string.Empty,
        StageName = string.Empty,
        IdCount = 0,
        Status = 200,
        ErrorCode = string.Empty,
        Changed = false,
        RequestId = string.Empty,
    };

    private Signer Signer(string method) => new() { Time = _sandbox.Now, Method = method };
}

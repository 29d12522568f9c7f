using System.Text.Json.Nodes;
using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;
using AliGatewaySignature.Tests.Fakes;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>-Verify: what the service accepted is read back. A service that says OK and does nothing has to be scripted.</summary>
public class VerifyTests(FaultServer server) : FaultTest(server), IClassFixture<FaultServer>
{
    private const string Ok = """{"RequestId":"R"}""";
    private static readonly string[] Five = ["a1", "a2", "a3", "a4", "a5"];
    private readonly ScriptedTransport _script = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Verified_and_right(bool bind)
    {
        await BoundBeforeAsync(bind ? [] : Ids(150));

        var outcome = bind
            ? await NewEngine().BindAsync(Key, Ids(150), Cancellation, verify: true)
            : await NewEngine().UnbindAsync(Key, Ids(150), Cancellation, verify: true);

        AssertAllDone(outcome, Ids(150), bind ? AgBindingState.Bound : AgBindingState.Unbound);
        Assert.All(outcome.Bindings, binding => Assert.True(binding.IsVerified));
        await AssertCallsAsync((bind ? Set : Remove, 2), (Read, 2));
        await AssertBoundAsync(bind ? Ids(150) : []);
    }

    [Fact]
    public async Task Not_verified_when_not_asked_for()
    {
        var outcome = await NewEngine().BindAsync(Key, Ids(10), Cancellation);

        Assert.All(outcome.Bindings, binding => Assert.False(binding.IsVerified));
        await AssertCallsAsync((Set, 1));
    }

    [Fact]
    public async Task A_service_that_says_OK_and_binds_nothing()
    {
        _script.Then(200, Ok).Then(200, Listing()).Then(200, Listing()).Then(200, Listing());

        var outcome = await RunAsync(BindingChange.Bind);

        Assert.Empty(outcome.Bindings);
        AssertOneError(outcome, "NotVerified", outcomeUnknown: true, Five, AgBindingState.Unknown);
        Assert.Equal([Set, Read, Read, Read], _script.Calls.Select(call => call.Operation.Name));
    }

    [Fact]
    public async Task A_service_that_says_OK_and_binds_some()
    {
        _script.Then(200, Ok).Then(200, Listing(("a5", "key"), ("a1", "key"), ("a3", "another")))
            .Then(200, Listing(("a3", "another")))
            .Then(200, Listing(("a3", "another")));

        var outcome = await RunAsync(BindingChange.Bind);

        Assert.Equal(["a1", "a5"], outcome.DoneIds);
        Assert.All(outcome.Bindings, binding => Assert.True(binding.IsVerified));
        AssertOneError(outcome, "NotVerified", outcomeUnknown: true, ["a2", "a3", "a4"], AgBindingState.Unknown);
    }

    [Fact]
    public async Task A_service_that_says_OK_and_unbinds_nothing()
    {
        var all = Listing([.. Five.Select(apiId => (apiId, "key"))]);
        _script.Then(200, Ok).Then(200, all).Then(200, all).Then(200, all);

        var outcome = await RunAsync(BindingChange.Unbind);

        AssertOneError(outcome, "NotVerified", outcomeUnknown: true, Five, AgBindingState.Unknown);
    }

    /// <summary>The state after a write may be shown late: a listing that lags behind is looked at again.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_listing_that_lags_behind(int late)
    {
        _script.Then(200, Ok);
        for (var look = 0; look < late; look++)
        {
            _script.Then(200, Listing());
        }

        _script.Then(200, Listing([.. Five.Select(apiId => (apiId.ToUpperInvariant(), "KEY"))]));

        AssertAllDone(await RunAsync(BindingChange.Bind), Five);
    }

    /// <summary>Where there is nothing, the list may be left out: only the count says that it is empty.</summary>
    [Fact]
    public async Task An_empty_listing_without_its_list()
    {
        _script.Then(200, Ok).Then(200, """{"RequestId":"R","TotalCount":0}""");

        AssertAllDone(await RunAsync(BindingChange.Unbind), Five, AgBindingState.Unbound);
    }

    [Theory]
    [InlineData(403, """{"RequestId":"R","Code":"Forbidden.RAM","Message":"m"}""")]
    [InlineData(200, """{"RequestId":"R","TotalCount":3}""")]
    [InlineData(200, """{"RequestId":"R"}""")]
    [InlineData(200, """{"RequestId":"R","TotalCount":0,"ApiSignatures":{"ApiSignatureItem":[{"ApiId":"a1","SignatureId":"key"}]}}""")]
    [InlineData(200, """{"RequestId":"R","TotalCount":1,"ApiSignatures":{"ApiSignatureItem":[{"ApiId":"b1","SignatureId":"key"}]}}""")]
    [InlineData(200, """{"RequestId":"R","TotalCount":9,"ApiSignatures":{"ApiSignatureItem":[]}}""")]
    [InlineData(200, "OK")]
    public async Task A_service_that_says_OK_and_cannot_be_read(int status, string body)
    {
        _script.Then(200, Ok);
        for (var look = 0; look < (status == 200 ? 3 : 1); look++)
        {
            _script.Then(status, body);
        }

        var outcome = await RunAsync(BindingChange.Bind);

        Assert.Empty(outcome.Bindings);
        AssertOneError(outcome, "NotVerified", outcomeUnknown: true, Five, AgBindingState.Unknown);
    }

    [Fact]
    public async Task A_batch_that_failed_is_not_verified_on_top()
    {
        _script.Then(403, """{"RequestId":"R","Code":"Forbidden.RAM","Message":"m"}""");

        AssertOneError(await RunAsync(BindingChange.Bind), "PermissionDenied", outcomeUnknown: false, Five, AgBindingState.Unknown);

        Assert.Single(_script.Calls);
    }

    private static string Listing(params (string ApiId, string SignatureId)[] bindings) => new JsonObject
    {
        ["RequestId"] = "R",
        ["TotalCount"] = bindings.Length,
        ["PageSize"] = 100,
        ["ApiSignatures"] = new JsonObject
        {
            ["ApiSignatureItem"] = new JsonArray(
                [.. bindings.Select(one => new JsonObject { ["ApiId"] = one.ApiId, ["SignatureId"] = one.SignatureId })]),
        },
    }.ToJsonString();

    private async Task<RunOutcome> RunAsync(BindingChange change)
    {
        var client = new GatewayClient(_script, new FakeClock(), new CallLog());
        var batch = new Batch(1, new BatchKey("key", "group", Stage), Five);
        return new RunOutcome([await new BatchExecutor(client, change, verify: true).RunAsync(batch, CancellationToken.None)]);
    }
}

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
        _script.Then(200, Ok).Then(200, Listing());

        var outcome = await RunAsync(BindingChange.Bind);

        Assert.Empty(outcome.Bindings);
        AssertOneError(outcome, "NotVerified", outcomeUnknown: false, Five, AgBindingState.Unbound);
        Assert.Equal([Set, Read], _script.Calls.Select(call => call.Operation.Name));
    }

    [Fact]
    public async Task A_service_that_says_OK_and_binds_some()
    {
        _script.Then(200, Ok).Then(200, Listing(("a5", "key"), ("a1", "key"), ("a3", "another")));

        var outcome = await RunAsync(BindingChange.Bind);

        Assert.Equal(["a1", "a5"], outcome.DoneIds);
        Assert.All(outcome.Bindings, binding => Assert.True(binding.IsVerified));
        AssertOneError(outcome, "NotVerified", outcomeUnknown: false, ["a2", "a3", "a4"], AgBindingState.Unbound);
    }

    [Fact]
    public async Task A_service_that_says_OK_and_unbinds_nothing()
    {
        _script.Then(200, Ok).Then(200, Listing([.. Five.Select(apiId => (apiId, "key"))]));

        var outcome = await RunAsync(BindingChange.Unbind);

        AssertOneError(outcome, "NotVerified", outcomeUnknown: false, Five, AgBindingState.Bound);
    }

    [Theory]
    [InlineData(403, """{"RequestId":"R","Code":"Forbidden.RAM","Message":"m"}""")]
    [InlineData(200, """{"RequestId":"R","TotalCount":0}""")]
    [InlineData(200, "OK")]
    public async Task A_service_that_says_OK_and_cannot_be_read(int status, string body)
    {
        _script.Then(200, Ok).Then(status, body);

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

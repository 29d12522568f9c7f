using AliGatewaySignature.Batching;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>
/// The service refuses what other services would take, under codes that nobody documents. Whatever it calls things: the
/// good ids are done, and a wrong key, group or stage costs one call.
/// </summary>
public partial class RefusalTests(FaultServer server) : FaultTest(server), IClassFixture<FaultServer>
{
    /// <summary>What the sandbox calls a key in its codes.</summary>
    public static TheoryData<string> Words => ["Signature", "SecretKey", "ApiSignature", "Thing"];

    public static TheoryData<string, string> WordsBothWays
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var word in Words)
            {
                data.Add(word.Data, "refuseAll");
                data.Add(word.Data, "applyGood");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Words))]
    public async Task A_wrong_key(string word)
    {
        await SemanticsAsync(("resourceWord", word));
        await BoundBeforeAsync(Ids(10));
        var nobody = new BatchKey(BadId(1), Orders, Stage);

        var error = AssertOneError(
            await NewEngine().BindAsync(nobody, Ids(100), Cancellation), "NotFound", outcomeUnknown: false, Ids(100),
            AgBindingState.Unknown);
        Assert.Equal("NotFound" + word, error.Code);
        AssertOneError(
            await NewEngine().UnbindAsync(nobody, Ids(100), Cancellation),
            "NotFound",
            outcomeUnknown: false,
            Ids(100),
            AgBindingState.Unknown);

        Assert.Equal((1, 1), (await CallsAsync(Set), await CallsAsync(Remove)));
        await AssertBoundAsync(Ids(10));
    }

    [Fact]
    public async Task A_wrong_group()
    {
        var nowhere = new BatchKey(SignatureId, BadId(1), Stage);

        var error = AssertOneError(
            await NewEngine().BindAsync(nowhere, Ids(100), Cancellation), "NotFound", outcomeUnknown: false, Ids(100),
            AgBindingState.Unknown);
        Assert.Equal("NotFoundApiGroup", error.Code);
        AssertOneError(
            await NewEngine().UnbindAsync(nowhere, Ids(100), Cancellation),
            "NotFound",
            outcomeUnknown: false,
            Ids(100),
            AgBindingState.Unknown);

        await AssertCallsAsync((Set, 1), (Remove, 1));
        await AssertBoundAsync([]);
    }

    [Fact]
    public async Task A_wrong_stage()
    {
        var nowhere = new BatchKey(SignatureId, Orders, "PROD");

        var error = AssertOneError(
            await NewEngine().BindAsync(nowhere, Ids(100), Cancellation), "RequestRefused", outcomeUnknown: false, Ids(100),
            AgBindingState.Unknown);
        Assert.Equal("InvalidStageName", error.Code);
        AssertOneError(
            await NewEngine().UnbindAsync(nowhere, Ids(100), Cancellation),
            "RequestRefused",
            outcomeUnknown: false,
            Ids(100),
            AgBindingState.Unknown);

        await AssertCallsAsync((Set, 1), (Remove, 1));
        await AssertBoundAsync([]);
    }

    /// <summary>A code that blames nothing, and a group that reading does not find either.</summary>
    [Fact]
    public async Task An_unclear_code_for_a_wrong_group()
    {
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"error","status":400,"code":"InvalidParameter"}""");

        var outcome = await NewEngine().BindAsync(new BatchKey(SignatureId, BadId(1), Stage), Ids(100), Cancellation);

        AssertOneError(outcome, "RequestRefused", outcomeUnknown: false, Ids(100), AgBindingState.Unknown);
        await AssertCallsAsync((Set, 1), (Read, 1));
    }

    [Fact]
    public async Task An_unclear_code_for_a_wrong_key()
    {
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"error","status":400,"code":"SomethingElse"}""");

        var outcome = await NewEngine().BindAsync(new BatchKey(BadId(1), Orders, Stage), Ids(100), Cancellation);

        AssertOneError(outcome, "ServiceRefused", outcomeUnknown: false, Ids(100), AgBindingState.Unknown);
        await AssertCallsAsync((Set, 2), (Read, 1), (List, 1));
        await AssertBoundAsync([]);
    }

    [Theory]
    [InlineData("SomethingElse", "ServiceRefused")]
    [InlineData("InvalidParameter", "RequestRefused")]
    [InlineData("NotFoundResource", "NotFound")]
    public async Task An_unclear_code_for_every_call(string code, string errorId)
    {
        await FaultsAsync($$"""{"operation":"SetSignatureApis","kind":"error","status":400,"code":"{{code}}"}""");

        var outcome = await NewEngine().BindAsync(Key, Ids(100), Cancellation);

        Assert.Empty(outcome.Bindings);
        Assert.Equal(Ids(100).ToHashSet(), [.. outcome.FailedIds]);
        Assert.Equal(100, outcome.FailedIds.Count);
        Assert.Single(outcome.Failures, failure => failure.Bindings.Count > 1);
        Assert.All(outcome.Failures, failure => Assert.Equal(
            (errorId, false), (failure.Exception.ErrorId, failure.Exception.OutcomeUnknown)));
        Assert.All(outcome.FailedBindings, target => Assert.Equal(AgBindingState.Unbound, target.State));
        await AssertCallsAsync((Set, code == "SomethingElse" ? 17 : 16), (Read, 4), (List, 1));
        await AssertBoundAsync([]);
    }

    [Fact]
    public async Task An_unclear_code_for_one_call()
    {
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"error","status":400,"code":"SomethingElse","times":1}""");

        AssertAllDone(await NewEngine().BindAsync(Key, Ids(100), Cancellation), Ids(100));

        Assert.InRange(await CallsAsync(Set), 2, 16);
        await AssertBoundAsync(Ids(100));
    }

    [Fact]
    public async Task A_quota_is_no_reason_to_search()
    {
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"error","status":400,"code":"ExceedLimitApiIds"}""");

        AssertOneError(
            await NewEngine().BindAsync(Key, Ids(100), Cancellation), "QuotaExceeded", outcomeUnknown: false, Ids(100),
            AgBindingState.Unknown);

        await AssertCallsAsync((Set, 1));
        await AssertBoundAsync([]);
    }

    /// <summary>One batch is wrong as a whole, the others are not.</summary>
    [Fact]
    public async Task A_wrong_group_does_not_hold_up_the_other_batches()
    {
        IEnumerable<(BatchKey, string)> input =
        [
            .. Ids(100).Select(apiId => (Key, apiId)),
            .. Ids(5).Select(apiId => (new BatchKey(SignatureId, BadId(1), Stage), apiId)),
            .. Ids("catalog", 100).Select(apiId => (new BatchKey(SignatureId, SandboxIds.OfGroup("catalog"), Stage), apiId)),
        ];

        var outcome = await NewEngine().RunAsync(BindingChange.Bind, input, verify: false, atOnce: 2, Cancellation);

        AssertOneError(outcome, "NotFound", outcomeUnknown: false, Ids(5), AgBindingState.Unknown);
        Assert.Equal((string[])[.. Ids(100), .. Ids("catalog", 100)], outcome.DoneIds);
        await AssertCallsAsync((Set, 3));
        await AssertBoundAsync(Ids(100));
    }
}

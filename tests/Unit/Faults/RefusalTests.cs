using AliGatewaySignature.Batching;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>
/// The service refuses what other services would take, under codes that nobody documents. Whatever it calls things: the
/// good ids are done, and a wrong key, group or stage costs one call.
/// </summary>
public class RefusalTests(FaultServer server) : FaultTest(server), IClassFixture<FaultServer>
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
        await AssertCallsAsync((Set, 1), (Read, 1), (List, 1));
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
        Assert.Equal(Ids(100), outcome.FailedIds);
        Assert.All(outcome.Failures, failure => Assert.Equal(
            (errorId, false), (failure.Exception.ErrorId, failure.Exception.OutcomeUnknown)));
        Assert.All(outcome.FailedBindings, target => Assert.Equal(AgBindingState.Unbound, target.State));
        await AssertCallsAsync((Set, 199), (Read, 2), (List, 1));
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

    /// <summary>A rerun over APIs of which some have the key already, at a service that refuses to bind a second time.</summary>
    [Theory]
    [MemberData(nameof(WordsBothWays))]
    public async Task Binding_again_is_refused(string word, string semantics)
    {
        await SemanticsAsync(("rebindSameKey", "refuse"), ("badIdInBatch", semantics), ("resourceWord", word));
        await BoundBeforeAsync(Ids(40));

        AssertAllDone(await NewEngine().BindAsync(Key, Ids(100), Cancellation), Ids(100));

        Assert.InRange(await CallsAsync(Set), 1, 2);
        await AssertBoundAsync(Ids(100));
    }

    [Theory]
    [InlineData(99, 2)]
    [InlineData(100, 1)]
    public async Task Binding_again_is_refused_and_little_is_left(int bound, int calls)
    {
        await SemanticsAsync(("rebindSameKey", "refuse"));
        await BoundBeforeAsync(Ids(bound));

        AssertAllDone(await NewEngine().BindAsync(Key, Ids(100), Cancellation), Ids(100));

        await AssertCallsAsync((Set, calls), (Read, 1));
        await AssertBoundAsync(Ids(100));
    }

    [Theory]
    [MemberData(nameof(WordsBothWays))]
    public async Task Unbinding_what_is_not_bound_is_refused(string word, string semantics)
    {
        await SemanticsAsync(("unbindNotBound", "refuse"), ("badIdInBatch", semantics), ("resourceWord", word));
        await BoundBeforeAsync(Ids(40));

        AssertAllDone(await NewEngine().UnbindAsync(Key, Ids(100), Cancellation), Ids(100), AgBindingState.Unbound);

        Assert.InRange(await CallsAsync(Remove), 1, 2);
        await AssertBoundAsync([]);
    }

    /// <summary>Both at once: bad ids, and a service that refuses to do anything twice.</summary>
    [Theory]
    [InlineData("refuseAll")]
    [InlineData("applyGood")]
    public async Task Bad_ids_where_nothing_is_done_twice(string semantics)
    {
        await SemanticsAsync(("rebindSameKey", "refuse"), ("unbindNotBound", "refuse"), ("badIdInBatch", semantics));
        await BoundBeforeAsync(Ids(30));
        var ids = Ids(100);
        ids[0] = BadId(0);
        ids[77] = BadId(77);
        string[] bad = [BadId(0), BadId(77)];

        var bound = await NewEngine().BindAsync(Key, ids, Cancellation);
        Assert.Equal((string[])[.. ids.Except(bad)], bound.DoneIds);
        AssertBad(bound);
        await AssertBoundAsync(Ids(100).Except([Ids(1, 78)[0]]));

        var unbound = await NewEngine().UnbindAsync(Key, ids, Cancellation);
        Assert.Equal((string[])[.. ids.Except(bad)], unbound.DoneIds);
        AssertBad(unbound);
        await AssertBoundAsync(Ids(1));

        void AssertBad(RunOutcome outcome)
        {
            Assert.Equal(bad, outcome.FailedIds);
            Assert.All(outcome.Failures, failure => Assert.Equal(
                ("NotFoundApi", false), (failure.Exception.Code, failure.Exception.OutcomeUnknown)));
        }
    }

    [Theory]
    [MemberData(nameof(WordsBothWays))]
    public async Task An_API_with_another_key_is_refused(string word, string semantics)
    {
        await SemanticsAsync(("otherKeyBound", "refuse"), ("badIdInBatch", semantics), ("resourceWord", word));
        var other = await CreateKeyAsync("other_key");
        await BoundBeforeAsync([.. Ids(1), .. Ids(1, 50)], other);

        var outcome = await NewEngine().BindAsync(Key, Ids(100), Cancellation);

        Assert.Equal((string[])[.. Ids(48, 2), .. Ids(50, 51)], outcome.DoneIds);
        Assert.Equal((string[])[.. Ids(1), .. Ids(1, 50)], outcome.FailedIds);
        Assert.All(outcome.Failures, failure =>
        {
            Assert.Equal(("AlreadyExists", false), (failure.Exception.ErrorId, failure.Exception.OutcomeUnknown));
            Assert.Contains("it carries the key " + other, failure.Exception.Message, StringComparison.Ordinal);
            Assert.Equal(AgBindingState.Unbound, Assert.Single(failure.Bindings).State);
        });
        Assert.InRange(await CallsAsync(Set), 1, 28);
        var expected = Ids(100).ToDictionary(apiId => apiId, apiId => apiId == Ids(1)[0] || apiId == Ids(1, 50)[0] ? other : SignatureId);
        await AssertStateAsync(expected);
    }

    [Theory]
    [InlineData("refuseAll")]
    [InlineData("applyGood")]
    public async Task An_API_with_another_key_is_taken_over(string semantics)
    {
        await SemanticsAsync(("otherKeyBound", "replace"), ("badIdInBatch", semantics));
        await BoundBeforeAsync(Ids(50), await CreateKeyAsync("other_key"));

        AssertAllDone(await NewEngine().BindAsync(Key, Ids(100), Cancellation), Ids(100));

        await AssertCallsAsync((Set, 1));
        await AssertBoundAsync(Ids(100));
    }

    /// <summary>An attempt that was lost on the way had done it, and the service refuses to do it twice.</summary>
    [Theory]
    [InlineData(Set, "Signature")]
    [InlineData(Set, "Thing")]
    [InlineData(Remove, "Signature")]
    [InlineData(Remove, "Thing")]
    public async Task A_lost_attempt_had_done_it_and_the_next_one_is_refused(string operation, string word)
    {
        await SemanticsAsync(("rebindSameKey", "refuse"), ("unbindNotBound", "refuse"), ("resourceWord", word));
        var bind = operation == Set;
        await BoundBeforeAsync(bind ? [] : Ids(100));
        await FaultsAsync($$"""{"operation":"{{operation}}","kind":"reset","applied":true,"times":1}""");

        var outcome = bind
            ? await NewEngine().BindAsync(Key, Ids(100), Cancellation)
            : await NewEngine().UnbindAsync(Key, Ids(100), Cancellation);

        AssertAllDone(outcome, Ids(100), bind ? AgBindingState.Bound : AgBindingState.Unbound);
        await AssertCallsAsync((operation, 2), (Read, 1));
        await AssertBoundAsync(bind ? Ids(100) : []);
    }

    /// <summary>The same in the middle of a search for a bad id.</summary>
    [Theory]
    [InlineData(Set)]
    [InlineData(Remove)]
    public async Task A_lost_attempt_in_a_search_had_done_it_and_the_next_one_is_refused(string operation)
    {
        await SemanticsAsync(("rebindSameKey", "refuse"), ("unbindNotBound", "refuse"));
        var bind = operation == Set;
        var ids = Ids(100);
        ids[99] = BadId(99);
        await BoundBeforeAsync(bind ? [] : Ids(99));
        await FaultsAsync($$"""{"operation":"{{operation}}","kind":"reset","applied":true,"skip":1,"times":1}""");

        var outcome = bind ? await NewEngine().BindAsync(Key, ids, Cancellation) : await NewEngine().UnbindAsync(Key, ids, Cancellation);

        Assert.Equal(Ids(99), outcome.DoneIds);
        Assert.Equal([BadId(99)], outcome.FailedIds);
        Assert.InRange(await CallsAsync(operation), 2, 17);
        await AssertBoundAsync(bind ? Ids(99) : []);
    }

    /// <summary>Nothing can be read, and "repeated" may well mean that it is done: then nobody knows.</summary>
    [Fact]
    public async Task Binding_again_is_refused_and_nothing_may_be_read()
    {
        await SemanticsAsync(("rebindSameKey", "refuse"));
        await BoundBeforeAsync(Ids(1));
        await FaultsAsync("""{"operation":"DescribeApiSignatures","kind":"error","status":403,"code":"Forbidden.RAM"}""");

        var outcome = await NewEngine().BindAsync(Key, Ids(10), Cancellation);

        Assert.Equal(Ids(9, 2), outcome.DoneIds);
        AssertOneError(outcome, "AlreadyExists", outcomeUnknown: true, Ids(1), AgBindingState.Unknown);
        await AssertBoundAsync(Ids(10));
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

using AliGatewaySignature.Model;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

public partial class RefusalTests
{
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
        await AssertBoundAsync(Ids(1));
        if (semantics == "refuseAll")
        {
            Assert.Equal((string[])[.. ids.Except(bad)], unbound.DoneIds);
            AssertBad(unbound);
            return;
        }

        // The first call did its part and was refused. So is every other, and which ids are bad cannot be told any more.
        Assert.Subset(ids.Except(bad).ToHashSet(), unbound.DoneIds.ToHashSet());
        Assert.Equal(ids.ToHashSet(), [.. unbound.DoneIds, .. unbound.FailedIds]);
        Assert.Equal(100, unbound.DoneIds.Count + unbound.FailedIds.Count);
        Assert.All(unbound.FailedBindings, binding => Assert.Equal(AgBindingState.Unbound, binding.State));

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
}

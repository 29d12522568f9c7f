using AliGatewaySignature.Batching;
using AliGatewaySignature.Model;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>Some ids of a batch are bad: the good ones are done all the same, and each bad one has an error of its own.</summary>
public partial class BadIdTests(FaultServer server) : FaultTest(server), IClassFixture<FaultServer>
{
    public static TheoryData<string, string, int> Positions
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (var semantics in new[] { "refuseAll", "applyGood" })
            {
                data.Add(semantics, "0", 1);
                data.Add(semantics, "99", 1);
                data.Add(semantics, "0 99", 2);
                data.Add(semantics, "49 50", 2);
                data.Add(semantics, "3 17 18 44 62 81 98", 7);
                data.Add(semantics, string.Join(' ', Enumerable.Range(0, 50).Select(place => place * 2)), 50);
                data.Add(semantics, string.Join(' ', Enumerable.Range(0, 50)), 50);
                data.Add(semantics, string.Join(' ', Enumerable.Range(0, 100)), 100);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Positions))]
    public async Task Bad_ids_among_those_to_bind(string semantics, string places, int bad)
    {
        var (ids, badIds, goodIds) = Mix(places);
        await SemanticsAsync(("badIdInBatch", semantics));

        var outcome = await NewEngine().BindAsync(Key, ids, Cancellation);

        AssertEachBadIdReported(outcome, badIds, goodIds);
        Assert.All(outcome.Bindings, binding => Assert.Equal(AgBindingState.Bound, binding.State));
        Assert.InRange(await CallsAsync(Set), 1, MostCalls(bad));
        Assert.InRange(await CallsAsync(Read), 1, bad > 7 ? 4 : 1);
        await AssertBoundAsync(goodIds);
    }

    [Theory]
    [MemberData(nameof(Positions))]
    public async Task Bad_ids_among_those_to_unbind(string semantics, string places, int bad)
    {
        var (ids, badIds, goodIds) = Mix(places);
        await SemanticsAsync(("badIdInBatch", semantics));
        await BoundBeforeAsync(Ids(110));

        var outcome = await NewEngine().UnbindAsync(Key, ids, Cancellation);

        AssertEachBadIdReported(outcome, badIds, goodIds);
        Assert.All(outcome.Bindings, binding => Assert.Equal(AgBindingState.Unbound, binding.State));
        Assert.InRange(await CallsAsync(Remove), 1, MostCalls(bad));
        Assert.InRange(await CallsAsync(Read), 1, bad > 7 ? 2 : 1);
        await AssertBoundAsync(Ids(110).Except(goodIds));
    }

    [Theory]
    [InlineData("refuseAll")]
    [InlineData("applyGood")]
    public async Task Three_bad_ids_among_ten_thousand_cost_one_batch(string semantics)
    {
        // Ten thousand ids, a thousand APIs: those of ten rounds have ten keys.
        await SemanticsAsync(("badIdInBatch", semantics));
        var keys = new List<BatchKey>();
        for (var number = 0; number < 10; number++)
        {
            keys.Add(new BatchKey(await CreateKeyAsync($"key_{number}"), Catalog, Stage));
        }

        await Server.ForgetCallsAsync(Cancellation);
        var input = keys.SelectMany(key => Ids("catalog", 1000).Select(apiId => (key, apiId))).ToArray();
        foreach (var place in new[] { 4207, 4250, 4299 })
        {
            input[place].apiId = BadId(place);
        }

        var outcome = await NewEngine().RunAsync(BindingChange.Bind, input, verify: false, atOnce: 1, Cancellation);

        Assert.Equal([BadId(4207), BadId(4250), BadId(4299)], outcome.FailedIds);
        Assert.Equal(9997, outcome.DoneIds.Count);
        var calls = (int)(await Server.CallsAsync(Cancellation))["total"]!;
        Assert.InRange(calls, 100, 142);
    }

    [Fact]
    public async Task Bad_ids_piped_back_are_refused_again_and_mended_ones_are_taken()
    {
        var ids = Ids(20);
        ids[4] = BadId(4);
        ids[9] = BadId(9);
        var engine = NewEngine();
        var first = await engine.BindAsync(Key, ids, Cancellation);

        var again = await engine.RunAsync(BindingChange.Bind, Targets(first), verify: false, atOnce: 1, Cancellation);
        Assert.Equal([BadId(4), BadId(9)], again.FailedIds);
        Assert.Empty(again.Bindings);

        var mended = await engine.RunAsync(
            BindingChange.Bind, Targets(again).Select(
                one => (one.Key, one.ApiId == BadId(4) ? Ids(1, 5)[0] : Ids(1, 10)[0])), verify: false, atOnce: 1, Cancellation);
        AssertAllDone(mended, [Ids(1, 5)[0], Ids(1, 10)[0]]);
        await AssertBoundAsync(Ids(20));
    }

    [Theory]
    [InlineData("refuseAll")]
    [InlineData("applyGood")]
    public async Task APIs_that_are_not_published_to_the_stage(string semantics)
    {
        var drafts = AliGatewaySignature.Sandbox.SandboxIds.OfGroup("drafts");
        await SemanticsAsync(("badIdInBatch", semantics));

        var outcome = await NewEngine().BindAsync(new BatchKey(SignatureId, drafts, Stage), Ids("drafts", 3), Cancellation);

        Assert.All(outcome.Failures, failure => Assert.Equal(
            ("NotFound", "NotFoundDeployedApi"), (failure.Exception.ErrorId, failure.Exception.Code)));
        AssertOneErrorEach(outcome, Ids("drafts", 3), [], AgBindingState.Unbound, code: "NotFoundDeployedApi");
        await AssertCallsAsync((Set, 5), (Read, 1));
        await AssertBoundAsync([], groupId: drafts);
    }

    /// <summary>Without reading, the search goes on all the same: what is sent twice does no harm.</summary>
    [Theory]
    [InlineData("refuseAll")]
    [InlineData("applyGood")]
    public async Task Bad_ids_where_nothing_may_be_read(string semantics)
    {
        var (ids, badIds, goodIds) = Mix("3 60");
        await SemanticsAsync(("badIdInBatch", semantics));
        await FaultsAsync("""{"operation":"DescribeApiSignatures","kind":"error","status":403,"code":"Forbidden.RAM"}""");

        var outcome = await NewEngine().BindAsync(Key, ids, Cancellation);

        AssertOneErrorEach(outcome, badIds, goodIds, AgBindingState.Unknown);
        Assert.InRange(await CallsAsync(Set), 1, MostCalls(2));
        await AssertBoundAsync(goodIds);
    }

    private static IEnumerable<(BatchKey Key, string ApiId)> Targets(RunOutcome outcome) =>
        outcome.FailedBindings.Select(target => (new BatchKey(target.SignatureId, target.GroupId, target.StageName), target.ApiId));

    /// <summary>A hundred ids, with bad ones in these places.</summary>
    private static (string[] Ids, string[] Bad, string[] Good) Mix(string places)
    {
        var ids = Ids(100);
        var bad = places.Split(' ').Select(place => int.Parse(place, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
        foreach (var place in bad)
        {
            ids[place] = BadId(place);
        }

        return (ids, [.. ids.Where((_, place) => bad.Contains(place))], [.. ids.Where((_, place) => !bad.Contains(place))]);
    }

    private static int MostCalls(int bad) => Math.Min(199, 2 * bad * ((int)Math.Ceiling(Math.Log2(100.0 / bad)) + 1));

    /// <summary>Each bad id by itself; where so many stand in a row that the search gives up, the rest in one error.</summary>
    private static void AssertEachBadIdReported(RunOutcome outcome, string[] badIds, string[] goodIds)
    {
        if (badIds.Length <= 7)
        {
            AssertOneErrorEach(outcome, badIds, goodIds, AgBindingState.Unbound);
            return;
        }

        Assert.Equal(goodIds, outcome.DoneIds);
        Assert.Equal(badIds.ToHashSet(), [.. outcome.FailedIds]);
        Assert.Equal(badIds.Length, outcome.FailedIds.Count);
        Assert.All(outcome.Failures, failure => Assert.Equal(("NotFound", false), (
            failure.Exception.ErrorId, failure.Exception.OutcomeUnknown)));
        Assert.InRange(outcome.Failures.Count(failure => failure.Bindings.Count > 1), 0, 1);
    }

    private static void AssertOneErrorEach(
        RunOutcome outcome, string[] badIds, string[] goodIds, AgBindingState state, string code = "NotFoundApi")
    {
        Assert.Equal(goodIds, outcome.DoneIds);
        Assert.Equal(badIds, outcome.FailedIds);
        Assert.All(outcome.Failures, failure =>
        {
            Assert.Equal(("NotFound", code, false), (failure.Exception.ErrorId, failure.Exception.Code, failure.Exception.OutcomeUnknown));
            var target = Assert.Single(failure.Bindings);
            Assert.Equal(state, target.State);
            Assert.Contains(target.ApiId, failure.Exception.Message, StringComparison.Ordinal);
        });
    }
}

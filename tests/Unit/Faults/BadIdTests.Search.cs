using AliGatewaySignature.Model;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

public partial class BadIdTests
{
    [Theory]
    [InlineData("refuseAll")]
    [InlineData("applyGood")]
    public async Task A_bad_id_and_a_call_that_is_throttled_in_the_search(string semantics)
    {
        var (ids, badIds, goodIds) = Mix("42");
        await SemanticsAsync(("badIdInBatch", semantics));
        await FaultsAsync("""{"kind":"throttle","skip":1,"times":2}""");

        var outcome = await NewEngine().BindAsync(Key, ids, Cancellation);

        AssertOneErrorEach(outcome, badIds, goodIds, AgBindingState.Unbound);
        await AssertBoundAsync(goodIds);
    }

    /// <summary>The service cannot be asked any more: the search ends, and one reading tells what became of the rest.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_bad_id_and_a_service_that_fails_in_the_search(bool applied)
    {
        var (ids, badIds, _) = Mix("10");
        await FaultsAsync(
            $$"""{"operation":"SetSignatureApis","kind":"error500","applied":{{(applied ? "true" : "false")}},"skip":4,"times":8}""");

        var outcome = await NewEngine().BindAsync(Key, ids, Cancellation);

        // Refused: all hundred, the first fifty, the first 25. The other fifty went through, the other 25 met the failure.
        var there = applied ? ids[25..] : ids[50..];
        var error = AssertOneError(outcome, "ServiceFailed", outcomeUnknown: false, ids.Except(there), AgBindingState.Unbound);
        Assert.Contains(
            $"Read back: {there.Length - 50} APIs are bound, {100 - there.Length} APIs are not", error.Message, StringComparison.Ordinal);
        Assert.Contains(badIds[0], outcome.FailedIds);
        await AssertCallsAsync((Set, 12), (Read, 4));
        await AssertBoundAsync(there);
    }

    [Fact]
    public async Task A_bad_id_and_a_service_that_fails_late_in_the_search()
    {
        var (ids, badIds, goodIds) = Mix("60");
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"error500","applied":true,"skip":2,"times":8}""");

        var outcome = await NewEngine().BindAsync(Key, ids, Cancellation);

        // The first fifty had gone through; the 51st to the 75th met the failure, and are refused for the bad one among them.
        Assert.Equal(goodIds.Take(50), outcome.DoneIds);
        AssertOneError(outcome, "ServiceFailed", outcomeUnknown: false, ids.Skip(50), AgBindingState.Unbound);
        Assert.Contains(badIds[0], outcome.FailedIds);
        await AssertCallsAsync((Set, 10), (Read, 4));
        await AssertBoundAsync(goodIds.Take(50));
    }

    /// <summary>The call that was throttled did nothing, but the one before it did a part, and nothing can be read.</summary>
    [Fact]
    public async Task A_bad_id_and_a_search_that_is_throttled_for_good()
    {
        var (ids, _, goodIds) = Mix("42");
        await SemanticsAsync(("badIdInBatch", "applyGood"));
        await FaultsAsync(
            """{"operation":"SetSignatureApis","kind":"throttle","skip":1}""",
            """{"operation":"DescribeApiSignatures","kind":"error","status":403,"code":"Forbidden.RAM"}""");

        var outcome = await NewEngine().BindAsync(Key, ids, Cancellation);

        Assert.Empty(outcome.Bindings);
        AssertOneError(outcome, "Throttled", outcomeUnknown: true, ids, AgBindingState.Unknown);
        await AssertCallsAsync((Set, 9), (Read, 2));
        await AssertBoundAsync(goodIds);
    }
}

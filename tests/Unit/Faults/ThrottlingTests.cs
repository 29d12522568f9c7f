using AliGatewaySignature.Batching;
using AliGatewaySignature.Model;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>The service turns calls away because there are too many.</summary>
public class ThrottlingTests(FaultServer server) : FaultTest(server), IClassFixture<FaultServer>
{
    [Fact]
    public async Task Throttled_with_a_wait_named()
    {
        var engine = NewEngine();
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"throttle","retryAfter":1500,"times":2}""");

        AssertAllDone(await engine.BindAsync(Key, Ids(100), Cancellation), Ids(100));

        await AssertCallsAsync((Set, 3));
        Assert.Equal([(TimeSpan.FromMilliseconds(1500), "Throttled"), (TimeSpan.FromMilliseconds(1500), "Throttled")], engine.Log.Waits);
        await AssertBoundAsync(Ids(100));
    }

    [Theory]
    [InlineData("""{"operation":"*","kind":"throttle","times":3}""")]
    [InlineData("""{"operation":"*","kind":"throttle","status":429,"code":"AnythingElse","times":3}""")]
    [InlineData("""{"operation":"*","kind":"throttle","status":503,"code":"Rejected.Throttling","times":3}""")]
    public async Task Throttled_without_a_wait_named(string rule)
    {
        var engine = NewEngine(random: 1);
        await BoundBeforeAsync(Ids(100));
        await FaultsAsync(rule);

        AssertAllDone(await engine.UnbindAsync(Key, Ids(100), Cancellation), Ids(100), AgBindingState.Unbound);

        await AssertCallsAsync((Remove, 4));
        Assert.Equal([250, 500, 1000], engine.Log.Waits.Select(wait => wait.Delay.TotalMilliseconds));
        await AssertBoundAsync([]);
    }

    [Fact]
    public async Task Throttled_for_good()
    {
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"throttle","skip":1}""");

        var outcome = await NewEngine().BindAsync(Key, Ids(200), Cancellation);

        // The first batch went through; nothing of the second did, and that is known.
        Assert.Equal(Ids(100), outcome.DoneIds);
        var error = AssertOneError(outcome, "Throttled", outcomeUnknown: false, Ids(100, 101), AgBindingState.Unknown);
        Assert.Equal(("Throttling.User", Set), (error.Code, error.Operation));
        await AssertCallsAsync((Set, 9));
        await AssertBoundAsync(Ids(100));
    }

    [Fact]
    public async Task Throttled_longer_than_anybody_waits()
    {
        var engine = NewEngine();
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"throttle","retryAfter":600000}""");

        var error = AssertOneError(
            await engine.BindAsync(Key, Ids(3), Cancellation), "Throttled", outcomeUnknown: false, Ids(3), AgBindingState.Unknown);

        Assert.Contains("asks to wait 600000 ms", error.Message, StringComparison.Ordinal);
        Assert.Empty(engine.Clock.Delays);
        await AssertCallsAsync((Set, 1));
        await AssertBoundAsync([]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Every_third_call_throttled_while_batches_run_side_by_side(int atOnce)
    {
        var engine = NewEngine();
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"throttle","retryAfter":50,"probability":0.33,"seed":7}""");

        var all = Ids("catalog", 1000);
        AssertAllDone(await engine.BindAsync(new BatchKey(SignatureId, Catalog, Stage), all, Cancellation, atOnce: atOnce), all);

        await AssertCallsAsync((Set, 10 + engine.Log.Waits.Count));
        Assert.NotEmpty(engine.Log.Waits);
        await AssertBoundAsync(all, groupId: Catalog);
    }

    [Fact]
    public async Task A_lock_held_by_another_change()
    {
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"error","status":400,"code":"ConcurrencyLockTimeout","times":2}""");

        AssertAllDone(await NewEngine().BindAsync(Key, Ids(10), Cancellation), Ids(10));

        await AssertCallsAsync((Set, 3));
        await AssertBoundAsync(Ids(10));
    }
}

using AliGatewaySignature.Model;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>The service, or a proxy in front of it, fails on its side: whether it did what it was asked is open.</summary>
public class ServerFailureTests(FaultServer server) : FaultTest(server), IClassFixture<FaultServer>
{
    private const string Error500 = "error500";
    private const string Html503 = "html503";

    [Theory]
    [InlineData(Error500, false)]
    [InlineData(Error500, true)]
    [InlineData(Html503, false)]
    [InlineData(Html503, true)]
    public async Task The_service_fails_for_a_while(string kind, bool applied)
    {
        await FaultsAsync(Rule(Set, kind, applied, times: 3));

        AssertAllDone(await NewEngine().BindAsync(Key, Ids(100), Cancellation), Ids(100));

        await AssertCallsAsync((Set, 4));
        await AssertBoundAsync(Ids(100));
    }

    [Theory]
    [InlineData(Error500, "InternalError", "InternalError")]
    [InlineData(Html503, null, "HTTP 503 without an error code (text/html")]
    public async Task The_service_fails_for_good_and_did_nothing(string kind, string? code, string said)
    {
        await FaultsAsync(Rule(Set, kind, applied: false));

        var outcome = await NewEngine().BindAsync(Key, Ids(100), Cancellation);

        // The state was read back, so that nothing is unknown any more.
        Assert.Empty(outcome.Bindings);
        var error = AssertOneError(outcome, "ServiceFailed", outcomeUnknown: false, Ids(100), AgBindingState.Unbound);
        Assert.Equal((code, Set), (error.Code, error.Operation));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains("Read back: 0 APIs are bound, 100 APIs are not", error.Message, StringComparison.Ordinal);
        await AssertCallsAsync((Set, 8), (Read, 3));
        await AssertBoundAsync([]);
    }

    [Theory]
    [InlineData(Error500)]
    [InlineData(Html503)]
    public async Task The_service_fails_for_good_and_did_it_all_the_same(string kind)
    {
        await BoundBeforeAsync(Ids(100));
        await FaultsAsync(Rule(Remove, kind, applied: true));

        var outcome = await NewEngine().UnbindAsync(Key, Ids(100), Cancellation);

        AssertAllDone(outcome, Ids(100), AgBindingState.Unbound);
        Assert.All(outcome.Bindings, binding => Assert.True(binding.IsVerified));
        await AssertCallsAsync((Remove, 8), (Read, 1));
        await AssertBoundAsync([]);
    }

    [Fact]
    public async Task A_failure_with_the_code_of_a_refusal_took_effect()
    {
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"error","status":500,"code":"Forbidden.RAM","applied":true}""");

        var outcome = await NewEngine().BindAsync(Key, Ids(100), Cancellation);

        AssertAllDone(outcome, Ids(100));
        await AssertCallsAsync((Set, 1), (Read, 1));
        await AssertBoundAsync(Ids(100));
    }

    [Theory]
    [InlineData("""{"operation":"DescribeApiSignatures","kind":"error500"}""", 8)]
    [InlineData("""{"operation":"DescribeApiSignatures","kind":"error","status":403,"code":"Forbidden.RAM"}""", 1)]
    public async Task The_service_fails_for_good_and_cannot_be_read(string reading, int reads)
    {
        await FaultsAsync(Rule(Set, Error500, applied: true), reading);

        var outcome = await NewEngine().BindAsync(Key, Ids(100), Cancellation);

        // All of it is bound, and none of it is reported as bound: nobody knows.
        Assert.Empty(outcome.Bindings);
        var error = AssertOneError(outcome, "ServiceFailed", outcomeUnknown: true, Ids(100), AgBindingState.Unknown);
        Assert.Contains("were bound could not be read back", error.Message, StringComparison.Ordinal);
        await AssertCallsAsync((Set, 8), (Read, reads));
        await AssertBoundAsync(Ids(100));
    }

    [Fact]
    public async Task One_batch_of_three_fails_for_good()
    {
        await FaultsAsync(Rule(Set, Error500, applied: false, skip: 1, times: 8));

        var outcome = await NewEngine().BindAsync(Key, Ids(250), Cancellation);

        Assert.Equal([.. Ids(100), .. Ids(50, 201)], outcome.DoneIds);
        AssertOneError(outcome, "ServiceFailed", outcomeUnknown: false, Ids(100, 101), AgBindingState.Unbound);
        await AssertCallsAsync((Set, 10), (Read, 3));
        await AssertBoundAsync([.. Ids(100), .. Ids(50, 201)]);
    }

    /// <summary>The last word is "too many calls", which says nothing of the call that was carried out before it.</summary>
    [Fact]
    public async Task Throttled_after_a_failure_that_took_effect()
    {
        await FaultsAsync(Rule(Set, Error500, applied: true, times: 1), Rule(Set, "throttle", applied: false));

        var outcome = await NewEngine().BindAsync(Key, Ids(100), Cancellation);

        AssertAllDone(outcome, Ids(100));
        await AssertCallsAsync((Set, 8), (Read, 1));
        await AssertBoundAsync(Ids(100));
    }

    [Fact]
    public async Task Denied_after_a_failure_that_took_effect()
    {
        await FaultsAsync(
            Rule(Set, Error500, applied: true, times: 1),
            """{"operation":"*","kind":"error","status":403,"code":"NoPermission"}""");

        var outcome = await NewEngine().BindAsync(Key, Ids(100), Cancellation);

        AssertOneError(outcome, "PermissionDenied", outcomeUnknown: true, Ids(100), AgBindingState.Unknown);
        await AssertCallsAsync((Set, 2), (Read, 1));
        await AssertBoundAsync(Ids(100));
    }

    private static string Rule(string operation, string kind, bool applied, int skip = 0, int? times = null) =>
        $$"""{"operation":"{{operation}}","kind":"{{kind}}","applied":{{(applied
            ? "true"
            : "false")}},"skip":{{skip}},"times":{{(times is { } count ? $"{count}" : "null")}}}""";
}

using AliGatewaySignature.Model;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>The connection breaks, or nothing comes over it.</summary>
public class ConnectionTests(FaultServer server) : FaultTest(server), IClassFixture<FaultServer>
{
    private const string Slow = """{"operation":"SetSignatureApis","kind":"drip","chunk":8,"delay":3600000""";

    /// <summary>The journal counts the calls: the HTTP stack itself must not repeat any of them.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reset_connection(bool applied)
    {
        var engine = NewEngine();
        await FaultsAsync(Rule("reset", applied, 2));

        AssertAllDone(await engine.BindAsync(Key, Ids(100), Cancellation), Ids(100));

        await AssertCallsAsync((Set, 3));
        Assert.Equal(["ConnectionLost", "ConnectionLost"], engine.Log.Waits.Select(wait => wait.Fault));
        await AssertBoundAsync(Ids(100));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connections_reset_for_good(bool applied)
    {
        await BoundBeforeAsync(Ids(100));
        await FaultsAsync($$"""{"operation":"RemoveSignatureApis","kind":"reset","applied":{{(applied ? "true" : "false")}}}""");

        var outcome = await NewEngine().UnbindAsync(Key, Ids(100), Cancellation);

        if (applied)
        {
            AssertAllDone(outcome, Ids(100), AgBindingState.Unbound);
        }
        else
        {
            AssertOneError(outcome, "ConnectionLost", outcomeUnknown: false, Ids(100), AgBindingState.Bound);
        }

        await AssertCallsAsync((Remove, 8), (Read, applied ? 1 : 3));
        await AssertBoundAsync(applied ? [] : Ids(100));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_connection_reset(bool applied)
    {
        await FaultsAsync($$"""{"kind":"reset","applied":{{(applied ? "true" : "false")}}}""");

        var outcome = await NewEngine().BindAsync(Key, Ids(100), Cancellation);

        AssertOneError(outcome, "ConnectionLost", outcomeUnknown: true, Ids(100), AgBindingState.Unknown);
        await AssertCallsAsync((Set, 8), (Read, 8));
        await AssertBoundAsync(applied ? Ids(100) : []);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_hangs(bool applied)
    {
        var engine = NewEngine();
        await FaultsAsync(Rule("hang", applied, 2));

        var run = engine.BindAsync(Key, Ids(100), Cancellation);
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            await PlayedAsync(attempt);
            engine.Clock.PassTimeLimits();
        }

        AssertAllDone(await run, Ids(100));
        await AssertCallsAsync((Set, 3));
        Assert.Equal(["TimedOut", "TimedOut"], engine.Log.Waits.Select(wait => wait.Fault));
        await AssertBoundAsync(Ids(100));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_call_hangs(bool applied)
    {
        var engine = NewEngine(policy: new RetryPolicy { MaxAttempts = 3 });
        await FaultsAsync(Rule("hang", applied, 3));

        var run = engine.BindAsync(Key, Ids(100), Cancellation);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await PlayedAsync(attempt);
            engine.Clock.PassTimeLimits();
        }

        var outcome = await run;
        if (applied)
        {
            AssertAllDone(outcome, Ids(100));
        }
        else
        {
            var error = AssertOneError(outcome, "TimedOut", outcomeUnknown: true, Ids(100), AgBindingState.Unknown);
            Assert.Contains("no answer within 30 s", error.Message, StringComparison.Ordinal);
            Assert.Contains("may still be carried out", error.Message, StringComparison.Ordinal);
        }

        await AssertCallsAsync((Set, 3), (Read, applied ? 1 : 3));
        await AssertBoundAsync(applied ? Ids(100) : []);
    }

    [Fact]
    public async Task An_answer_that_drips()
    {
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"drip","chunk":1,"delay":0}""");

        AssertAllDone(await NewEngine().BindAsync(Key, Ids(200), Cancellation), Ids(200));

        await AssertCallsAsync((Set, 2));
        await AssertBoundAsync(Ids(200));
    }

    [Fact]
    public async Task An_answer_that_drips_too_slowly()
    {
        var engine = NewEngine();
        await FaultsAsync(Slow + ""","times":1}""");

        var run = engine.BindAsync(Key, Ids(100), Cancellation);
        await PlayedAsync(1);
        engine.Clock.PassTimeLimits();

        AssertAllDone(await run, Ids(100));
        await AssertCallsAsync((Set, 2));
        Assert.Equal("TimedOut", Assert.Single(engine.Log.Waits).Fault);
        await AssertBoundAsync(Ids(100));
    }

    [Fact]
    public async Task An_answer_cut_off_by_the_end_of_its_connection()
    {
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"truncatedBody","times":1}""");

        AssertAllDone(await NewEngine().BindAsync(Key, Ids(100), Cancellation), Ids(100));

        await AssertCallsAsync((Set, 2));
        await AssertBoundAsync(Ids(100));
    }

    [Fact]
    public async Task A_server_that_closes_connections_it_promised_to_keep()
    {
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"closeAfter"}""");

        AssertAllDone(await NewEngine().BindAsync(Key, Ids(250), Cancellation), Ids(250));

        await AssertCallsAsync((Set, 3));
        await AssertBoundAsync(Ids(250));
    }

    [Fact]
    public async Task No_server_at_all()
    {
        var address = new Uri("http://127.0.0.1:" + await PortOfNobodyAsync());
        using var engine = new Engine(address, transport: Transport);

        var outcome = await engine.BindAsync(Key, Ids(3), Cancellation);

        // Nothing was sent, so that nothing is unknown, and nothing is read.
        AssertOneError(outcome, "ConnectionRefused", outcomeUnknown: false, Ids(3), AgBindingState.Unknown);
        Assert.Equal(3, engine.Log.Attempts.Count);
        await AssertCallsAsync();
        await AssertBoundAsync([]);
    }

    private static string Rule(string kind, bool applied, int times) =>
        $$"""{"operation":"SetSignatureApis","kind":"{{kind}}","applied":{{(applied ? "true" : "false")}},"times":{{times}}}""";

    /// <summary>A port on which somebody listened a moment ago.</summary>
    private static async Task<int> PortOfNobodyAsync()
    {
        await using var gone = new Fakes.RawServer((_, _, _, _) => Task.CompletedTask);
        return gone.Port;
    }
}

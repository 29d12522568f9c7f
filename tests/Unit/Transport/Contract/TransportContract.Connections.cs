using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.UnderFaults;
using Xunit;

namespace AliGatewaySignature.Tests.Transport.Contract;

public abstract partial class TransportContract
{
    [Fact]
    public async Task A_throttled_call_is_signed_anew_and_sent_again()
    {
        var engine = NewEngine();
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"throttle","retryAfter":1500,"times":3}""");

        AssertAllDone(await engine.BindAsync(Key, Ids(10), Cancellation), Ids(10));

        Assert.Equal([1500, 1500, 1500], engine.Log.Waits.Select(wait => wait.Delay.TotalMilliseconds));
        await AssertCallsAsync((Set, 4));
    }

    [Fact]
    public async Task A_call_in_flight_can_be_cancelled()
    {
        var engine = NewEngine();
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"hang"}""");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var call = engine.Client.SetSignatureApisAsync(SignatureId, Orders, Stage, Ids(3), null, stop.Token);
        await PlayedAsync(1);
        Assert.False(call.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Server.ClearFaultsAsync(Cancellation);
        AssertAllDone(await engine.BindAsync(Key, Ids(3), Cancellation), Ids(3));
    }

    [Fact]
    public async Task Calls_one_after_the_other_share_a_connection()
    {
        var client = NewEngine().Client;
        for (var i = 0; i < 20; i++)
        {
            await client.DescribeApiGroupsAsync(new ApiGroupFilter(), 1, Cancellation);
        }

        Assert.Equal(1, await ConnectionsAsync());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    public async Task Calls_side_by_side_have_a_connection_each_and_no_more(int atOnce)
    {
        var all = Ids("catalog", 1000);
        await Server.OptionsAsync("""{"latency":5}""", Cancellation);

        AssertAllDone(await NewEngine().BindAsync(new(SignatureId, Catalog, Stage), all, Cancellation, atOnce: atOnce), all);
        AssertAllDone(
            await NewEngine().UnbindAsync(new(SignatureId, Catalog, Stage), all, Cancellation, atOnce: 1),
            all,
            Model.AgBindingState.Unbound);

        // The second engine has one of its own.
        Assert.InRange(await ConnectionsAsync(), 2, atOnce + 1);
    }

    [Fact]
    public async Task Two_accounts_at_once_keep_apart()
    {
        var one = NewEngine().Client;
        var other = NewEngine(Temporary()).Client;

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            (i % 2 == 0 ? one : other).DescribeSignaturesAsync(
                null, i % 2 == 0 ? "even_name" : "odd_name", includeSecret: false, 1, Cancellation)));

        var calls = await CallsAsync();
        Assert.All(calls, call => Assert.Equal(200, (int)call["status"]!));
        Assert.Equal(
            [(FaultServer.TemporaryId, 20), (SandboxService.DefaultAccessKeyId, 20)],
            calls.GroupBy(call => (string)call["accessKeyId"]!)
                .Select(group => (group.Key, group.Count()))
                .OrderBy(group => group.Key, StringComparer.Ordinal));
    }
}

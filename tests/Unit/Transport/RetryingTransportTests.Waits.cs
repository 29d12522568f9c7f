using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.Transport;

public partial class RetryingTransportTests
{
    /// <summary>Who timed out does not know what became of the call, however long it asks to wait.</summary>
    [Theory]
    [InlineData(408, "SomethingNew")]
    [InlineData(408, null)]
    [InlineData(400, "RequestTimeout")]
    public async Task A_time_out_that_tells_when_to_come_back_is_no_throttling(int status, string? code)
    {
        _inner.Then(status, Error(code), ("x-acs-retry-after", "20"));

        var reply = await SendAsync(repeatable: false);

        Assert.Equal((true, true), (reply.MayBeDone, reply.MayStillBeDone));
        Assert.Single(_inner.Calls);
    }

    [Fact]
    public async Task An_attempt_that_timed_out_leaves_open_what_a_success_that_cannot_be_read_means()
    {
        _inner.ThenThrow(new AgException(Faults.TimedOut, "slow") { MayStillBeDone = true }).Then(200, Ok);

        Assert.True((await SendAsync(repeatable: true)).MayStillBeDone);
    }

    [Fact]
    public async Task The_wait_doubles_up_to_its_bound()
    {
        for (var i = 0; i < 12; i++)
        {
            _inner.Then(500, Error("InternalError"));
        }

        var policy = new RetryPolicy { MaxAttempts = 12, MaxTotal = TimeSpan.FromHours(1) };
        await SendAsync(repeatable: true, policy: policy, random: 1.0);

        Assert.Equal(
            [250, 500, 1000, 2000, 4000, 8000, 16000, 20000, 20000, 20000, 20000], _clock.Delays.Select(delay => delay.TotalMilliseconds));
    }

    [Fact]
    public void The_wait_is_a_part_of_its_bound()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(125), RetryPolicy.Default.Backoff(2, 0.25));
        Assert.All(Enumerable.Range(0, 1000), static _ => Assert.InRange(Jitter.Next(), 0, 1));
        Assert.NotEqual(Jitter.Next(), Jitter.Next());
    }

    [Fact]
    public async Task A_wait_ends_when_the_user_stops()
    {
        using var stop = new CancellationTokenSource();
        _clock.OnDelay = token =>
        {
            stop.Cancel();
            return Task.FromCanceled(token);
        };
        _inner.Then(500, Error("InternalError"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(repeatable: true, stop: stop));
        Assert.Single(_inner.Calls);
    }

    [Fact]
    public async Task Tells_its_observer_of_every_attempt_and_wait()
    {
        _inner.Then(400, Error("Throttling"), ("x-acs-request-id", "R1"), ("x-acs-retry-after", "7")).Then(200, Ok);
        var log = new List<string>();

        await SendAsync(repeatable: true, observer: new Log(log));

        Assert.Equal(["1 Throttled R1", "wait 7 Throttled 2", "2 done R"], log);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("")]
    [InlineData("1e999")]
    public async Task A_retry_after_that_is_no_wait_is_ignored(string value)
    {
        _inner.Then(400, Error("InvalidParameter"), ("x-acs-retry-after", value));

        Assert.Equal(400, (await SendAsync(repeatable: true)).Status);
    }

    /// <summary>Another context of the account was throttled for longer than this one may wait.</summary>
    [Fact]
    public async Task Nobody_waits_for_the_throttling_of_others_longer_than_its_own_limit()
    {
        var pacer = new Pacer(_clock);
        pacer.Throttled(TimeSpan.FromMinutes(10));
        var brief = new RetryPolicy { MaxTotal = TimeSpan.FromSeconds(10) };

        var e = await Assert.ThrowsAsync<AgException>(() =>
            new RetryingTransport(_inner, _credentials, brief, pacer, _clock, () => 0.5)
                .SendAsync(new ApiCall(Operations.SetSignatureApis, []), TestContext.Current.CancellationToken));

        Assert.Equal(("Throttled", false, "SetSignatureApis"), (e.ErrorId, e.OutcomeUnknown, e.Operation));
        Assert.Contains("Nothing was sent", e.Message, StringComparison.Ordinal);
        Assert.Empty(_inner.Calls);
        Assert.Empty(_clock.Delays);
    }

    [Fact]
    public async Task A_wait_for_the_throttling_of_others_is_told()
    {
        var log = new List<string>();
        var pacer = new Pacer(_clock);
        pacer.Throttled(TimeSpan.FromSeconds(5));
        _inner.Then(200, Ok);

        await new RetryingTransport(_inner, _credentials, RetryPolicy.Default, pacer, _clock, () => 0.5).SendAsync(
            new ApiCall(Operations.SetSignatureApis, [], new Log(log)), TestContext.Current.CancellationToken);

        Assert.Equal("wait 5000 Throttled 1", log[0]);
    }
}

using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.Transport;

public partial class RetryingTransportTests
{
    private const string Ok = """{"RequestId":"R"}""";
    private readonly FakeClock _clock = new();
    private readonly ScriptedTransport _inner = new();
    private readonly RefreshingCredentials _credentials = new();

    [Fact]
    public async Task Throttling_is_waited_out_as_long_as_the_service_asks()
    {
        _inner.Then(400, Error("Throttling.User"), ("x-acs-retry-after", "1500")).Then(200, Ok);

        var reply = await SendAsync(repeatable: false);

        Assert.Equal(200, reply.Status);
        Assert.Equal([TimeSpan.FromMilliseconds(1500)], _clock.Delays);
    }

    [Theory]
    [InlineData(400, "Throttling")]
    [InlineData(400, "Throttling.Api")]
    [InlineData(503, "Rejected.Throttling")]
    [InlineData(429, "Anything")]
    public async Task Throttling_is_retried_for_every_operation(int status, string code)
    {
        _inner.Then(status, Error(code)).Then(200, Ok);

        Assert.Equal(200, (await SendAsync(repeatable: false)).Status);
    }

    [Fact]
    public async Task Any_error_that_tells_when_to_come_back_is_throttling()
    {
        _inner.Then(400, Error("SomethingNew"), ("X-Acs-Retry-After", "20")).Then(200, Ok);

        Assert.Equal(200, (await SendAsync(repeatable: false)).Status);
    }

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(502, null)]
    public async Task A_failing_service_is_asked_again_only_where_the_operation_may_be_repeated(int status, string? code)
    {
        _inner.Then(status, Error(code)).Then(200, Ok);
        Assert.Equal(200, (await SendAsync(repeatable: true)).Status);

        _inner.Then(status, Error(code));
        Assert.Equal(status, (await SendAsync(repeatable: false)).Status);
    }

    [Theory]
    [InlineData("NotFoundApi")]
    [InlineData("Forbidden.RAM")]
    [InlineData("SignatureDoesNotMatch")]
    [InlineData("InvalidTimeStamp.Expired")]
    [InlineData("InvalidParameter")]
    public async Task What_would_fail_again_is_not_repeated(string code)
    {
        _inner.Then(400, Error(code));

        Assert.Equal(400, (await SendAsync(repeatable: true)).Status);
        Assert.Single(_inner.Calls);
        Assert.Empty(_clock.Delays);
    }

    [Fact]
    public async Task A_lost_connection_is_repeated_only_where_the_operation_may_be()
    {
        _inner.ThenThrow(new AgException(Faults.ConnectionLost, "lost")).Then(200, Ok);
        Assert.Equal(200, (await SendAsync(repeatable: true)).Status);

        _inner.ThenThrow(new AgException(Faults.ConnectionLost, "lost"));
        Assert.Equal("ConnectionLost", (await Assert.ThrowsAsync<AgException>(() => SendAsync(repeatable: false))).ErrorId);
    }

    [Fact]
    public async Task Gives_up_after_as_many_attempts_as_the_policy_has()
    {
        for (var i = 0; i < 20; i++)
        {
            _inner.Then(500, Error("InternalError"));
        }

        Assert.Equal(500, (await SendAsync(repeatable: true)).Status);
        Assert.Equal(RetryPolicy.Default.MaxAttempts, _inner.Calls.Count);
    }

    [Fact]
    public async Task A_refused_connection_is_told_soon()
    {
        for (var i = 0; i < 20; i++)
        {
            _inner.ThenThrow(new AgException(Faults.ConnectionRefused, "refused"));
        }

        await Assert.ThrowsAsync<AgException>(() => SendAsync(repeatable: true));
        Assert.Equal(RetryPolicy.Default.MaxConnectAttempts, _inner.Calls.Count);
    }

    [Fact]
    public async Task Does_not_begin_a_wait_that_ends_too_late()
    {
        _inner.Then(400, Error("Throttling"), ("x-acs-retry-after", "600000"));

        Assert.Equal(400, (await SendAsync(repeatable: true)).Status);
        Assert.Empty(_clock.Delays);
    }

    /// <summary>Calls that share the pacer wait too, and only for throttling.</summary>
    [Theory]
    [InlineData("Throttling.User", 1500)]
    [InlineData("InternalError", 0)]
    public async Task Throttling_holds_every_call_of_the_account(string code, int held)
    {
        var others = new FakeClock();
        var pacer = new Pacer(others);
        _inner.Then(500, Error(code), code == "InternalError" ? ("Server", "x") : ("x-acs-retry-after", "1500")).Then(200, Ok);

        await new RetryingTransport(_inner, _credentials, RetryPolicy.Default, pacer, _clock, () => 0.5)
            .SendAsync(new ApiCall(Operations.SetSignatureApis, []), TestContext.Current.CancellationToken);
        await pacer.WaitAsync(
            Operations.DescribeApis.IsPaced, RetryPolicy.Default.MaxTotal, null, TestContext.Current.CancellationToken);

        Assert.Equal(held, others.Delays.Sum(static delay => delay.TotalMilliseconds));
    }

    [Theory]
    [InlineData("10000", 200)]
    [InlineData("10001", 400)]
    public async Task A_wait_may_end_as_late_as_the_policy_says_and_no_later(string retryAfter, int status)
    {
        _clock.Advance(TimeSpan.FromHours(1));
        _inner.Then(400, Error("Throttling"), ("x-acs-retry-after", retryAfter)).Then(200, Ok);

        Assert.Equal(status, (await SendAsync(repeatable: true, policy: new RetryPolicy { MaxTotal = TimeSpan.FromSeconds(10) })).Status);
    }

    /// <summary>Two, since what is open stays open.</summary>
    [Fact]
    public async Task The_end_does_not_hide_that_earlier_attempts_are_open()
    {
        _inner.ThenThrow(new AgException(Faults.TimedOut, "slow"))
            .ThenThrow(new AgException(Faults.TimedOut, "slow"))
            .Then(400, Error("NotFoundApi"));
        Assert.True((await SendAsync(repeatable: true)).FollowsOpenAttempt);

        _inner.ThenThrow(new AgException(Faults.TimedOut, "slow")).ThenThrow(new AgException(Faults.TlsFailed, "gone"));
        Assert.True((await Assert.ThrowsAsync<AgException>(() => SendAsync(repeatable: true))).OutcomeUnknown);

        _inner.ThenThrow(new AgException(Faults.TimedOut, "slow"))
            .ThenThrow(new AgException(Faults.ConnectionLost, "lost") { OutcomeUnknown = true });
        var last = new RetryPolicy { MaxAttempts = 2 };
        Assert.True((await Assert.ThrowsAsync<AgException>(() => SendAsync(repeatable: true, policy: last))).OutcomeUnknown);

        _inner.ThenThrow(new AgException(Faults.TlsFailed, "gone"));
        Assert.False((await Assert.ThrowsAsync<AgException>(() => SendAsync(repeatable: true))).OutcomeUnknown);
    }

    /// <summary>A service that fails with the code of a refusal may have done its work before it failed.</summary>
    [Theory]
    [InlineData(403, "Forbidden.RAM", false)]
    [InlineData(500, "Forbidden.RAM", true)]
    [InlineData(503, "NotFoundApi", true)]
    [InlineData(503, "Throttling.User", false)]
    [InlineData(500, "ConcurrencyLockTimeout", false)]
    public async Task A_failure_of_the_service_is_no_refusal(int status, string code, bool mayBeDone)
    {
        _inner.Then(status, Error(code));
        var once = new RetryPolicy { MaxAttempts = 1 };
        Assert.Equal(mayBeDone, (await SendAsync(repeatable: true, policy: once)).MayBeDone);
    }

    [Fact]
    public async Task An_attempt_is_timed_by_itself_and_a_renewal_is_told()
    {
        var log = new List<string>();
        var times = new List<double>();
        _credentials.CanRefresh = true;
        _clock.Advance(TimeSpan.FromSeconds(5));
        _inner.Then(400, Error("InvalidSecurityToken.Expired")).Then(200, Ok);

        await SendAsync(repeatable: true, observer: new Log(log, report => times.Add(report.Duration.TotalSeconds)));

        Assert.Equal(["1 SecurityTokenExpired R", "wait 0 SecurityTokenExpired 2", "2 done R"], log);
        Assert.Equal([0, 0], times);
    }

    private static string Error(string? code) => code is null ? "<html>" : $$"""{"RequestId":"R","Code":"{{code}}","Message":"m"}""";

    private Task<ApiReply> SendAsync(
        bool repeatable, RetryPolicy? policy = null, double random = 0.5, ICallObserver? observer = null,
        CancellationTokenSource? stop = null) =>
        new RetryingTransport(_inner, _credentials, policy ?? RetryPolicy.Default, new Pacer(_clock), _clock, () => random)
            .SendAsync(new ApiCall(
                Operations.SetSignatureApis with { IsRepeatable = repeatable },
                [],
                observer), stop?.Token ?? TestContext.Current.CancellationToken);

    private sealed class RefreshingCredentials : ICredentialSource
    {
        public bool CanRefresh { get; set; }

        public AgException? Failure { get; set; }

        public int Refreshed { get; private set; }

        public string MadeFrom => "test";

        public Credential? Known => null;

        public Credential? Ready => null;

        public Task<Credential> GetAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> TryRefreshAsync(Credential refused, CancellationToken cancellationToken)
        {
            Assert.Same(ScriptedTransport.Signer, refused);
            Refreshed++;
            if (Failure is not null)
            {
                throw Failure;
            }

            return Task.FromResult(CanRefresh);
        }
    }

    private sealed class Log(List<string> lines, Action<AttemptReport>? seen = null) : ICallObserver
    {
        public void Attempted(ApiCall call, AttemptReport report)
        {
            lines.Add($"{report.Attempt} {report.Fault?.Id ?? "done"} {report.RequestId}");
            seen?.Invoke(report);
        }

        public void Waiting(ApiCall call, TimeSpan delay, FaultKind because, int nextAttempt) =>
            lines.Add($"wait {delay.TotalMilliseconds} {because.Id} {nextAttempt}");
    }
}

using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Fakes;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>Temporary keys renew themselves: in time, once for all, and without losing keys that are still good.</summary>
public partial class RefreshingCredentialTests
{
    private readonly FakeClock _clock = new();
    private readonly Maker _maker;
    private readonly RefreshingCredential _credential;

    public RefreshingCredentialTests()
    {
        _maker = new Maker(_clock);
        _credential = new RefreshingCredential(_maker, _clock);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_are_kept_until_five_minutes_before_they_expire()
    {
        Assert.Equal("key-1", await IdAsync());
        _clock.Advance(TimeSpan.FromMinutes(54.9));
        Assert.Equal("key-1", await IdAsync());
        _clock.Advance(TimeSpan.FromMinutes(0.2));
        Assert.Equal("key-2", await IdAsync());
        Assert.Equal(_clock.UtcNow + _maker.Life, _credential.Known!.Expiration);
    }

    [Fact]
    public async Task The_shortest_session_is_not_renewed_all_the_time()
    {
        _maker.Life = TimeSpan.FromSeconds(6);
        Assert.Equal("key-1", await IdAsync());

        _maker.Life = TimeSpan.FromSeconds(900);
        Assert.Equal("key-2", await IdAsync()); // Six seconds are too few to begin a call with.
        _clock.Advance(TimeSpan.FromSeconds(590));
        Assert.Equal("key-2", await IdAsync());
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("key-3", await IdAsync());
    }

    [Fact]
    public async Task Twenty_calls_at_expiry_cause_one_renewal()
    {
        await IdAsync();
        _clock.Advance(TimeSpan.FromHours(2));
        _maker.Hold();

        var calls = Enumerable.Range(0, 20).Select(_ => Task.Run(IdAsync)).ToList();
        await _maker.Asked;
        _maker.Release();

        Assert.All(await Task.WhenAll(calls), id => Assert.Equal("key-2", id));
        Assert.Equal(2, _maker.Made);
    }

    [Fact]
    public async Task Twenty_refused_calls_cause_one_renewal()
    {
        var refused = await _credential.GetAsync(Token);
        _maker.Hold();

        var calls = Enumerable.Range(0, 20).Select(_ => Task.Run(() => _credential.TryRefreshAsync(refused, Token))).ToList();
        await _maker.Asked;
        _maker.Release();

        Assert.All(await Task.WhenAll(calls), Assert.True);
        Assert.True(await _credential.TryRefreshAsync(refused, Token)); // One who comes late: there is a newer key by now.
        Assert.Equal(2, _maker.Made);
        Assert.Equal("key-2", await IdAsync());
    }

    [Fact]
    public async Task A_renewal_that_fails_keeps_the_old_keys_while_they_are_valid()
    {
        await IdAsync();
        _maker.Failure = new AgException(Faults.CredentialRequestFailed, "STS is away.");
        _clock.Advance(TimeSpan.FromMinutes(56));

        Assert.Equal("key-1", await IdAsync());
        Assert.Equal("key-1", await IdAsync());
        Assert.Equal(2, _maker.Made); // Not asked again at once.

        _clock.Advance(RefreshingCredential.RetryAfter);
        Assert.Equal("key-1", await IdAsync());
        Assert.Equal(3, _maker.Made);

        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("STS is away.", (await Assert.ThrowsAsync<AgException>(IdAsync)).Message);

        _maker.Failure = null;
        Assert.Equal("key-5", await IdAsync());
    }

    [Fact]
    public async Task A_renewal_that_fails_in_an_unexpected_way_is_a_typed_failure_like_the_others()
    {
        _maker.Failure = new InvalidDataException("broken");
        var e = await Assert.ThrowsAsync<AgException>(IdAsync);
        Assert.Equal(
            ("UnexpectedError", "Temporary keys could not be obtained: InvalidDataException: broken."), (e.ErrorId, e.Message));

        _maker.Failure = null;
        Assert.Equal("key-2", await IdAsync());
        _maker.Failure = new InvalidDataException("broken");
        _clock.Advance(TimeSpan.FromMinutes(56));
        Assert.Equal("key-2", await IdAsync());
    }

    [Fact]
    public async Task A_refused_key_is_not_used_again_although_it_has_not_expired()
    {
        var refused = await _credential.GetAsync(Token);
        _maker.Failure = new AgException(Faults.CredentialRequestFailed, "STS is away.");

        await Assert.ThrowsAsync<AgException>(() => _credential.TryRefreshAsync(refused, Token));
        await Assert.ThrowsAsync<AgException>(IdAsync);
    }

    [Fact]
    public async Task Keys_without_an_expiry_are_renewed_when_they_are_old()
    {
        _maker.Life = null;
        Assert.Equal("key-1", await IdAsync());
        _clock.Advance(TimeSpan.FromMinutes(14.9));
        Assert.Equal("key-1", await IdAsync());
        _clock.Advance(TimeSpan.FromMinutes(0.2));
        Assert.Equal("key-2", await IdAsync());

        _maker.Failure = new AgException(Faults.CredentialRequestFailed, "away");
        _clock.Advance(TimeSpan.FromHours(10));
        Assert.Equal("key-2", await IdAsync());
    }

    [Fact]
    public async Task Who_stops_waiting_does_not_stop_the_others()
    {
        _maker.Hold();
        using var stop = new CancellationTokenSource();
        var leaves = _credential.GetAsync(stop.Token);
        var stays = _credential.GetAsync(Token);
        await _maker.Asked;

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        _maker.Release();

        Assert.Equal("key-1", (await stays).AccessKeyId);
    }

    [Fact]
    public async Task When_nobody_waits_any_more_the_request_is_cancelled()
    {
        _maker.Hold();
        using var stop = new CancellationTokenSource();
        var leaves = _credential.GetAsync(stop.Token);
        await _maker.Asked;

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        await _maker.Cancelled;

        _maker.Release();
        Assert.Equal("key-2", await IdAsync());
    }

    private async Task<string> IdAsync() => (await _credential.GetAsync(Token)).AccessKeyId;

    /// <summary>Makes key-1, key-2 and so on, and can be held in the middle.</summary>
    private sealed class Maker(FakeClock clock) : IKeyMaker
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource? _held;
        private int _made;

        public string MadeFrom { get; init; } = "test";

        public TimeSpan? Life { get; set; } = TimeSpan.FromHours(1);

        public Exception? Failure { get; set; }

        public int Made => Volatile.Read(ref _made);

        /// <summary>Ends when somebody asks while the maker is held.</summary>
        public Task Asked => _asked.Task;

        /// <summary>Ends when a held request is cancelled.</summary>
        public Task Cancelled => _cancelled.Task;

        public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release()
        {
            _held?.TrySetResult();
            _held = null;
        }

        public async Task<Credential> MakeAsync(CancellationToken cancellationToken)
        {
            var number = Interlocked.Increment(ref _made);
            if (_held is { } wait)
            {
                _asked.TrySetResult();
                try
                {
                    await wait.Task.WaitAsync(cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    _cancelled.TrySetResult();
                    throw;
                }
            }

            return Failure is null ? Credential.Create("key-" + number, "secret", "token", clock.UtcNow + Life) : throw Failure;
        }
    }
}

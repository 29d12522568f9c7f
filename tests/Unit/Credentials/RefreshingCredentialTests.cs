using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Fakes;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>Temporary keys renew themselves: in time, once for all, and without losing keys that are still good.</summary>
public class RefreshingCredentialTests
{
    private readonly FakeClock clock = new();
    private readonly Maker maker;
    private readonly RefreshingCredential credential;

    public RefreshingCredentialTests()
    {
        maker = new Maker(clock);
        credential = new RefreshingCredential(maker, clock);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_are_kept_until_five_minutes_before_they_expire()
    {
        Assert.Equal("key-1", await IdAsync());
        clock.Advance(TimeSpan.FromMinutes(54.9));
        Assert.Equal("key-1", await IdAsync());
        clock.Advance(TimeSpan.FromMinutes(0.2));
        Assert.Equal("key-2", await IdAsync());
        Assert.Equal(clock.UtcNow + maker.Life, credential.Known!.Expiration);
    }

    [Fact]
    public async Task The_shortest_session_is_not_renewed_all_the_time()
    {
        maker.Life = TimeSpan.FromSeconds(6);
        Assert.Equal("key-1", await IdAsync());

        maker.Life = TimeSpan.FromSeconds(900);
        Assert.Equal("key-2", await IdAsync()); // Six seconds are too few to begin a call with.
        clock.Advance(TimeSpan.FromSeconds(590));
        Assert.Equal("key-2", await IdAsync());
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("key-3", await IdAsync());
    }

    [Fact]
    public async Task Twenty_calls_at_expiry_cause_one_renewal()
    {
        await IdAsync();
        clock.Advance(TimeSpan.FromHours(2));
        maker.Hold();

        var calls = Enumerable.Range(0, 20).Select(_ => Task.Run(IdAsync)).ToList();
        await maker.Asked;
        maker.Release();

        Assert.All(await Task.WhenAll(calls), id => Assert.Equal("key-2", id));
        Assert.Equal(2, maker.Made);
    }

    [Fact]
    public async Task Twenty_refused_calls_cause_one_renewal()
    {
        var refused = await credential.GetAsync(Token);
        maker.Hold();

        var calls = Enumerable.Range(0, 20).Select(_ => Task.Run(() => credential.TryRefreshAsync(refused, Token))).ToList();
        await maker.Asked;
        maker.Release();

        Assert.All(await Task.WhenAll(calls), Assert.True);
        Assert.True(await credential.TryRefreshAsync(refused, Token)); // One who comes late: there is a newer key by now.
        Assert.Equal(2, maker.Made);
        Assert.Equal("key-2", await IdAsync());
    }

    [Fact]
    public async Task A_renewal_that_fails_keeps_the_old_keys_while_they_are_valid()
    {
        await IdAsync();
        maker.Failure = new AgException(Faults.CredentialRequestFailed, "STS is away.");
        clock.Advance(TimeSpan.FromMinutes(56));

        Assert.Equal("key-1", await IdAsync());
        Assert.Equal("key-1", await IdAsync());
        Assert.Equal(2, maker.Made); // Not asked again at once.

        clock.Advance(RefreshingCredential.RetryAfter);
        Assert.Equal("key-1", await IdAsync());
        Assert.Equal(3, maker.Made);

        clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("STS is away.", (await Assert.ThrowsAsync<AgException>(IdAsync)).Message);

        maker.Failure = null;
        Assert.Equal("key-5", await IdAsync());
    }

    [Fact]
    public async Task A_refused_key_is_not_used_again_although_it_has_not_expired()
    {
        var refused = await credential.GetAsync(Token);
        maker.Failure = new AgException(Faults.CredentialRequestFailed, "STS is away.");

        await Assert.ThrowsAsync<AgException>(() => credential.TryRefreshAsync(refused, Token));
        await Assert.ThrowsAsync<AgException>(IdAsync);
    }

    [Fact]
    public async Task Keys_without_an_expiry_are_renewed_when_they_are_old()
    {
        maker.Life = null;
        Assert.Equal("key-1", await IdAsync());
        clock.Advance(TimeSpan.FromMinutes(14.9));
        Assert.Equal("key-1", await IdAsync());
        clock.Advance(TimeSpan.FromMinutes(0.2));
        Assert.Equal("key-2", await IdAsync());

        maker.Failure = new AgException(Faults.CredentialRequestFailed, "away");
        clock.Advance(TimeSpan.FromHours(10));
        Assert.Equal("key-2", await IdAsync());
    }

    [Fact]
    public async Task Who_stops_waiting_does_not_stop_the_others()
    {
        maker.Hold();
        using var stop = new CancellationTokenSource();
        var leaves = credential.GetAsync(stop.Token);
        var stays = credential.GetAsync(Token);
        await maker.Asked;

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        maker.Release();

        Assert.Equal("key-1", (await stays).AccessKeyId);
    }

    [Fact]
    public async Task When_nobody_waits_any_more_the_request_is_cancelled()
    {
        maker.Hold();
        using var stop = new CancellationTokenSource();
        var leaves = credential.GetAsync(stop.Token);
        await maker.Asked;

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        await maker.Cancelled;

        maker.Release();
        Assert.Equal("key-2", await IdAsync());
    }

    [Fact]
    public async Task The_memory_gives_the_same_keys_for_the_same_recipe_only()
    {
        var memory = new CredentialMemory();
        var first = memory.KeysOf(new Maker(clock), clock);

        Assert.Same(first, memory.KeysOf(new Maker(clock), clock));
        Assert.NotSame(first, memory.KeysOf(new Maker(clock) { MadeFrom = "another" }, clock));

        await first.GetAsync(Token);
        clock.Advance(TimeSpan.FromHours(2));
        foreach (var i in Enumerable.Range(0, 200))
        {
            await memory.KeysOf(new Maker(clock) { MadeFrom = "made up " + i }, clock).GetAsync(Token);
        }

        Assert.NotSame(first, memory.KeysOf(new Maker(clock), clock)); // Expired ones make room.
    }

    [Fact]
    public async Task Keys_are_ready_while_nobody_need_be_asked_for_them()
    {
        Assert.Null(credential.Ready);
        await IdAsync();
        Assert.Equal("key-1", credential.Ready!.AccessKeyId);

        clock.Advance(TimeSpan.FromMinutes(56)); // Valid for four minutes, but due.
        Assert.Null(credential.Ready);
        maker.Failure = new AgException(Faults.CredentialRequestFailed, "STS is away.");
        await IdAsync();
        Assert.Equal("key-1", credential.Ready!.AccessKeyId); // Nobody is asked again so soon.

        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(credential.Ready);
        Assert.Equal(2, maker.Made);
    }

    [Fact]
    public async Task Keys_that_the_service_refused_are_not_ready()
    {
        var refused = await credential.GetAsync(Token);
        maker.Hold();
        var renewal = credential.TryRefreshAsync(refused, Token);
        await maker.Asked;
        Assert.Null(credential.Ready);

        maker.Release();
        await renewal;
        Assert.Equal("key-2", credential.Ready!.AccessKeyId);
    }

    private async Task<string> IdAsync() => (await credential.GetAsync(Token)).AccessKeyId;

    /// <summary>Makes key-1, key-2 and so on, and can be held in the middle.</summary>
    private sealed class Maker(FakeClock clock) : IKeyMaker
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource? held;
        private int made;

        public string MadeFrom { get; init; } = "test";

        public TimeSpan? Life { get; set; } = TimeSpan.FromHours(1);

        public AgException? Failure { get; set; }

        public int Made => Volatile.Read(ref made);

        /// <summary>Ends when somebody asks while the maker is held.</summary>
        public Task Asked => asked.Task;

        /// <summary>Ends when a held request is cancelled.</summary>
        public Task Cancelled => cancelled.Task;

        public void Hold() => held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release()
        {
            held?.TrySetResult();
            held = null;
        }

        public async Task<Credential> MakeAsync(CancellationToken cancellationToken)
        {
            var number = Interlocked.Increment(ref made);
            if (held is { } wait)
            {
                asked.TrySetResult();
                try
                {
                    await wait.Task.WaitAsync(cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    cancelled.TrySetResult();
                    throw;
                }
            }

            return Failure is null ? Credential.Of("key-" + number, "secret", "token", clock.UtcNow + Life) : throw Failure;
        }
    }
}

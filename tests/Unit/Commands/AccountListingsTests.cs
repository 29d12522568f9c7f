using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Parameters;
using AliGatewaySignature.Tests.Fakes;
using Xunit;

namespace AliGatewaySignature.Tests.Commands;

/// <summary>What the Tab key reads: in time or not at all, and kept for a short while.</summary>
public class AccountListingsTests
{
    private static readonly Offer One = new("1", "one", "the first");

    // No time passes by itself, so that a reading is never too late.
    private readonly FakeClock _clock = new() { OnDelay = static token => Task.Delay(Timeout.Infinite, token) };
    private readonly AccountListings _listings;
    private int _read;

    public AccountListingsTests() => _listings = new AccountListings(_clock);

    [Fact]
    public async Task A_listing_is_read_once_in_a_short_while()
    {
        Assert.Equal([One], await _listings.GetAsync("keys", ReadAsync));
        _clock.Advance(AccountListings.KeptFor - TimeSpan.FromSeconds(5));
        Assert.Equal([One], await _listings.GetAsync("keys", ReadAsync));
        Assert.Equal(1, _read);

        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([One], await _listings.GetAsync("keys", ReadAsync));
        Assert.Equal(2, _read);
    }

    [Fact]
    public async Task Each_listing_is_kept_by_itself()
    {
        await _listings.GetAsync("apis of one", ReadAsync);
        await _listings.GetAsync("apis of another", ReadAsync);

        Assert.Equal(2, _read);
    }

    [Fact]
    public async Task What_we_change_ourselves_shows_at_once()
    {
        await _listings.GetAsync("keys", ReadAsync);
        _listings.Forget();
        await _listings.GetAsync("keys", ReadAsync);

        Assert.Equal(2, _read);
    }

    [Fact]
    public async Task What_does_not_come_in_time_is_cancelled_and_not_offered()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _clock.OnDelay = null; // The wait is over as soon as it begins.

        Assert.Empty(await _listings.GetAsync("keys", async token =>
        {
            using var registration = token.Register(cancelled.SetResult);
            await cancelled.Task;
            throw new OperationCanceledException(token);
        }));

        await cancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal([AccountListings.Patience], _clock.Delays);
    }

    [Fact]
    public async Task A_reading_that_cannot_be_cancelled_is_left_alone()
    {
        _clock.OnDelay = null;
        var never = new TaskCompletionSource<IReadOnlyList<Offer>>();

        Assert.Empty(await _listings.GetAsync("keys", _ => never.Task));
        never.SetException(new AgException(Faults.ServiceFailed, "Too late."));
        await Assert.ThrowsAsync<AgException>(() => never.Task);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        await Assert.ThrowsAsync<AgException>(() => _listings.GetAsync("keys", _ => throw new AgException(Faults.ServiceFailed, "No.")));

        Assert.Equal([One], await _listings.GetAsync("keys", ReadAsync));
    }

    private Task<IReadOnlyList<Offer>> ReadAsync(CancellationToken cancellationToken)
    {
        _read++;
        return Task.FromResult<IReadOnlyList<Offer>>([One]);
    }
}

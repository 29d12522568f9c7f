using AliGatewaySignature.Errors;
using Xunit;

namespace AliGatewaySignature.Tests.Transport;

public partial class RetryingTransportTests
{
    [Fact]
    public async Task An_expired_token_is_renewed_once()
    {
        _credentials.CanRefresh = true;
        _inner.Then(400, Error("InvalidSecurityToken.Expired")).Then(200, Ok);
        Assert.Equal(200, (await SendAsync(repeatable: false)).Status);

        _inner.Then(400, Error("InvalidSecurityToken.Expired")).Then(400, Error("InvalidSecurityToken.Expired"));
        Assert.Equal(400, (await SendAsync(repeatable: false)).Status);
        Assert.Equal(2, _credentials.Refreshed);
        Assert.Empty(_clock.Delays);
    }

    /// <summary>A service that failed (5xx) may have done its work first, whatever its code says.</summary>
    [Fact]
    public async Task A_failure_with_the_code_of_an_expired_token_does_not_send_a_call_twice_that_must_not_be()
    {
        _credentials.CanRefresh = true;
        _inner.Then(503, Error("InvalidSecurityToken.Expired")).Then(200, Ok);
        var reply = await SendAsync(repeatable: false);
        Assert.Equal((503, true), (reply.Status, reply.MayBeDone));
        Assert.Single(_inner.Calls);
    }

    [Fact]
    public async Task A_failure_with_the_code_of_an_expired_token_leaves_open_what_a_refusal_after_it_means()
    {
        _credentials.CanRefresh = true;
        _inner.Then(503, Error("InvalidSecurityToken.Expired")).Then(400, Error("NotFoundApi"));
        Assert.True((await SendAsync(repeatable: true)).MayBeDone);
    }

    [Fact]
    public async Task An_expired_token_that_cannot_be_renewed_is_told_at_once()
    {
        _inner.Then(400, Error("InvalidSecurityToken.Expired"));

        Assert.Equal(400, (await SendAsync(repeatable: true)).Status);
        Assert.Single(_inner.Calls);
    }

    [Fact]
    public async Task A_renewal_that_fails_tells_why()
    {
        _credentials.Failure = new AgException(Faults.CredentialRequestRefused, "STS says no.");
        _inner.Then(400, Error("InvalidSecurityToken.Expired"));

        var e = await Assert.ThrowsAsync<AgException>(() => SendAsync(repeatable: true));

        Assert.Equal(("CredentialRequestRefused", false), (e.ErrorId, e.OutcomeUnknown));
    }

    [Fact]
    public async Task A_renewal_that_fails_does_not_hide_that_an_earlier_attempt_is_open()
    {
        _credentials.Failure = new AgException(Faults.CredentialRequestRefused, "STS says no.");
        _inner.ThenThrow(new AgException(Faults.TimedOut, "slow")).Then(400, Error("InvalidSecurityToken.Expired"));

        var e = await Assert.ThrowsAsync<AgException>(() => SendAsync(repeatable: true));

        Assert.True(e.OutcomeUnknown);
    }
}

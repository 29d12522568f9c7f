using AliGatewaySignature.Credentials;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>The service does not take the request for what it says it is: token, clock, nonce.</summary>
public class SigningTests(FaultServer server) : FaultTest(server), IClassFixture<FaultServer>
{
    private const string Expired = """{"operation":"SetSignatureApis","kind":"expiredToken","times":1}""";

    [Fact]
    public async Task An_expired_token_that_can_be_renewed()
    {
        var credentials = new Renewable { CanRenew = true };
        await FaultsAsync(Expired);

        AssertAllDone(await NewEngine(credentials).BindAsync(Key, Ids(200), Cancellation), Ids(200));

        // Renewed once, and the batches after it sign with the newer keys from the start.
        Assert.Equal(1, credentials.Renewed);
        var signers = (await Server.CallsAsync(Cancellation))["calls"]!.AsArray().Select(call => (string)call!["accessKeyId"]!);
        Assert.Equal([SandboxService.DefaultAccessKeyId, FaultServer.TemporaryId, FaultServer.TemporaryId], signers);
        await AssertCallsAsync((Set, 3));
        await AssertBoundAsync(Ids(200));
    }

    [Fact]
    public async Task An_expired_token_that_cannot_be_renewed()
    {
        var credentials = new Renewable();
        await FaultsAsync(Expired);

        AssertOneError(
            await NewEngine(credentials).BindAsync(Key, Ids(100), Cancellation), "SecurityTokenExpired", outcomeUnknown: false,
            Ids(100), AgBindingState.Unknown);

        await AssertCallsAsync((Set, 1));
        await AssertBoundAsync([]);
    }

    [Fact]
    public async Task A_renewed_token_that_has_expired_too()
    {
        var credentials = new Renewable { CanRenew = true };
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"expiredToken"}""");

        AssertOneError(
            await NewEngine(credentials).BindAsync(Key, Ids(100), Cancellation), "SecurityTokenExpired", outcomeUnknown: false,
            Ids(100), AgBindingState.Unknown);

        Assert.Equal(1, credentials.Renewed);
        await AssertCallsAsync((Set, 2));
        await AssertBoundAsync([]);
    }

    /// <summary>No fault is ordered: the server itself checks the time that was signed.</summary>
    [Theory]
    [InlineData(30, "ahead of")]
    [InlineData(-30, "behind")]
    public async Task A_clock_that_is_off(int minutes, string where)
    {
        var engine = NewEngine();
        engine.Clock.Start += TimeSpan.FromMinutes(minutes);

        var error = AssertOneError(
            await engine.BindAsync(Key, Ids(100), Cancellation), "ClockSkewed", outcomeUnknown: false, Ids(100), AgBindingState.Unknown);

        Assert.Equal("InvalidTimeStamp.Expired", error.Code);
        Assert.Matches($@"The clock of this machine is (179\d|180\d|181\d) s {where} the service's\.", error.Message);
        await AssertCallsAsync((Set, 1));
        await AssertBoundAsync([]);
    }

    [Fact]
    public async Task A_clock_that_the_service_finds_off()
    {
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"clockSkew","minutes":90}""");

        var error = AssertOneError(
            await NewEngine().BindAsync(Key, Ids(100), Cancellation), "ClockSkewed", outcomeUnknown: false, Ids(100),
            AgBindingState.Unknown);

        Assert.Matches(@"is (539\d|540\d) s behind the service's\.", error.Message);
        await AssertCallsAsync((Set, 1));
        await AssertBoundAsync([]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_nonce_that_was_used(bool applied)
    {
        var engine = NewEngine();
        await FaultsAsync($$"""{"operation":"SetSignatureApis","kind":"nonceUsed","applied":{{(applied ? "true" : "false")}},"times":2}""");

        AssertAllDone(await engine.BindAsync(Key, Ids(100), Cancellation), Ids(100));

        // The third call would not have been taken with a nonce of the first two: the server remembers those that it verified.
        Assert.Equal(["RequestSeenBefore", "RequestSeenBefore"], engine.Log.Waits.Select(wait => wait.Fault));
        await AssertCallsAsync((Set, 3));
        await AssertBoundAsync(Ids(100));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_nonce_was_used(bool applied)
    {
        await BoundBeforeAsync(Ids(100));
        await FaultsAsync($$"""{"operation":"RemoveSignatureApis","kind":"nonceUsed","applied":{{(applied ? "true" : "false")}}}""");

        var outcome = await NewEngine().UnbindAsync(Key, Ids(100), Cancellation);

        if (applied)
        {
            AssertAllDone(outcome, Ids(100), AgBindingState.Unbound);
        }
        else
        {
            AssertOneError(outcome, "RequestSeenBefore", outcomeUnknown: false, Ids(100), AgBindingState.Bound);
        }

        await AssertCallsAsync((Remove, 8), (Read, applied ? 1 : 3));
        await AssertBoundAsync(applied ? [] : Ids(100));
    }

    [Fact]
    public async Task A_secret_that_does_not_belong_to_its_id()
    {
        var wrong = new FixedCredential(new Credential(SandboxService.DefaultAccessKeyId, PlainText.Protect("not-the-secret")));

        AssertOneError(
            await NewEngine(wrong).BindAsync(Key, Ids(100), Cancellation), "RequestSignatureRefused", outcomeUnknown: false,
            Ids(100), AgBindingState.Unknown);

        await AssertCallsAsync((Set, 1));
        await AssertBoundAsync([]);
    }

    /// <summary>Keys that a renewal replaces by the temporary ones that the server knows.</summary>
    private sealed class Renewable : ICredentialSource
    {
        private Credential _current = Credential.Create(SandboxService.DefaultAccessKeyId, SandboxService.DefaultAccessKeySecret);

        public string MadeFrom => "test";

        public Credential Known => _current;

        public Credential Ready => _current;

        public bool CanRenew { get; init; }

        public int Renewed { get; private set; }

        public Task<Credential> GetAsync(CancellationToken cancellationToken) => Task.FromResult(_current);

        public Task<bool> TryRefreshAsync(Credential refused, CancellationToken cancellationToken)
        {
            Assert.Same(_current, refused);
            if (CanRenew)
            {
                Renewed++;
                _current = Credential.Create(FaultServer.TemporaryId, FaultServer.TemporarySecret, FaultServer.TemporaryToken);
            }

            return Task.FromResult(CanRenew);
        }
    }
}

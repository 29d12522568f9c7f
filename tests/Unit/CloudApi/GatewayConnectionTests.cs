using System.Net;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;
using Xunit;

namespace AliGatewaySignature.Tests.CloudApi;

/// <summary>The client of the Tab key: it asks nobody for keys, and waits for nothing but the answer.</summary>
public sealed class GatewayConnectionTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly Maker _maker;
    private readonly RefreshingCredential _credential;
    private readonly CountingHandler _handler = new(new SandboxService(new SandboxOptions()));
    private readonly GatewayConnection _connection;

    public GatewayConnectionTests()
    {
        _maker = new Maker(_clock);
        _credential = new RefreshingCredential(_maker, _clock);
        _connection = GatewayConnection.Open(
            HttpStack.Over(_handler),
            ownsClient: true,
            new Uri("https://gateway.test.invalid/"),
            _credential,
            new Acs3RequestBuilder("test"));
    }

    [Theory]
    [InlineData(10, 30, 10)]
    [InlineData(10, 5, 5)]
    public void A_limit_of_its_own_never_outlasts_that_of_the_connection(int limit, int ofConnection, int expected)
    {
        var rules = GatewayConnection.OneWithin(
            TimeSpan.FromSeconds(limit), new RetryPolicy { AttemptTimeout = TimeSpan.FromSeconds(ofConnection) });

        Assert.Equal((1, TimeSpan.FromSeconds(expected)), (rules.MaxAttempts, rules.AttemptTimeout));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _connection.Dispose();
        _handler.Dispose();
    }

    [Fact]
    public async Task Is_there_only_while_keys_need_not_be_obtained()
    {
        Assert.Null(_connection.TryClientAtOnce());
        await _credential.GetAsync(Token);
        Assert.Equal(3, (await _connection.TryClientAtOnce()!.DescribeApiGroupsAsync(new ApiGroupFilter(), 1, Token)).Items.Count);

        _clock.Advance(TimeSpan.FromMinutes(56)); // Still valid, but due.
        Assert.Null(_connection.TryClientAtOnce());
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(_connection.TryClientAtOnce());
        Assert.Equal(1, _maker.Made);
    }

    [Fact]
    public async Task Signs_with_the_keys_of_the_moment_at_which_it_was_made()
    {
        await _credential.GetAsync(Token);
        var client = _connection.TryClientAtOnce()!;
        _clock.Advance(TimeSpan.FromHours(2));

        await client.DescribeApiGroupsAsync(new ApiGroupFilter(), 1, Token);
        Assert.Equal(1, _maker.Made);
    }

    [Theory]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(400, "Throttling.User")]
    [InlineData(400, "InvalidSecurityToken.Expired")]
    public async Task Makes_one_attempt_and_renews_nothing(int status, string code)
    {
        await _credential.GetAsync(Token);
        _handler.Answer = () => new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent($$"""{"RequestId":"R","Code":"{{code}}","Message":"m"}"""),
        };

        await Assert.ThrowsAsync<AgException>(() => _connection.TryClientAtOnce()!.DescribeApiGroupsAsync(new ApiGroupFilter(), 1, Token));
        Assert.Equal((1, 1), (_handler.Calls, _maker.Made));
    }

    [Fact]
    public async Task Is_not_there_once_the_connection_is_closed()
    {
        await _credential.GetAsync(Token);
        _connection.Dispose();

        Assert.Null(_connection.TryClientAtOnce());
    }

    [Fact]
    public void Fixed_keys_are_always_ready()
    {
        var key = Credential.Create("id", "secret");

        Assert.Same(key, new FixedCredential(key).Ready);
    }

    private sealed class Maker(FakeClock clock) : IKeyMaker
    {
        public string MadeFrom => "test";

        public int Made { get; private set; }

        public Task<Credential> MakeAsync(CancellationToken cancellationToken)
        {
            Made++;
            return Task.FromResult(Credential.Create(
                SandboxService.DefaultAccessKeyId, SandboxService.DefaultAccessKeySecret,
                expiration: clock.UtcNow + TimeSpan.FromHours(1)));
        }
    }

    private sealed class CountingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public int Calls { get; private set; }

        public Func<HttpResponseMessage>? Answer { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            return Answer is null ? base.SendAsync(request, cancellationToken) : Task.FromResult(Answer());
        }
    }
}

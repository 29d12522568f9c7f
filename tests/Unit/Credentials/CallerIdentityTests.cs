using AliGatewaySignature.Credentials;
using AliGatewaySignature.Tests.Credentials.Cloud;
using AliGatewaySignature.Tests.Fakes;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>Whose key it is, over real sockets; and that nobody waits for it, or is told that it was not found out.</summary>
public sealed class CallerIdentityTests : IAsyncLifetime, IDisposable
{
    private const string Caller = "LTAIcaller0001";

    private readonly FakeClock _clock = new() { Start = DateTimeOffset.UtcNow };
    private LoopbackCloud _cloud = null!;
    private TestMachine _machine = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await LoopbackCloud.StartAsync(Token);
        _cloud.Time.Now = () => _clock.UtcNow;
        _machine = new TestMachine { Clock = _clock, Network = new RerouteHandler(_cloud.Address) };
    }

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Is_what_STS_says_of_a_signed_call()
    {
        var found = await FindAsync(CloudKeys.SecretOf(Caller));

        Assert.Equal(new CallerIdentity(StsService.Account, $"acs:ram::{StsService.Account}:user/{Caller}"), found);
        var asked = Assert.Single(_cloud.Requests);
        Assert.Equal(("https://sts.aliyuncs.com", CloudEndpoint.CallerIdentity), (asked.Asked, asked.Endpoint));
    }

    [Fact]
    public async Task Is_null_where_STS_refuses_and_nothing_is_repeated()
    {
        Assert.Null(await FindAsync("a_wrong_secret"));
        Assert.Single(_cloud.Requests);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(200, "<html>hello</html>")]
    [InlineData(200, "{\"AccountId\":\"\"}")]
    public async Task Is_null_where_the_answer_cannot_be_used(int status, string body)
    {
        _cloud.Fail(CloudEndpoint.CallerIdentity, status, body);

        Assert.Null(await FindAsync(CloudKeys.SecretOf(Caller)));
    }

    [Fact]
    public async Task Is_null_where_the_connection_breaks()
    {
        _cloud.Reset(CloudEndpoint.CallerIdentity);

        Assert.Null(await FindAsync(CloudKeys.SecretOf(Caller)));
    }

    [Fact]
    public async Task Is_waited_for_two_seconds()
    {
        var hold = _cloud.Hold(CloudEndpoint.CallerIdentity);
        var finding = FindAsync(CloudKeys.SecretOf(Caller));
        await hold.Arrived.WaitAsync(Token);

        Assert.Equal([TimeSpan.FromSeconds(2)], _clock.Limits);
        Assert.False(finding.IsCompleted);
        _clock.PassTimeLimit();

        Assert.Null(await finding);
        hold.Release();
    }

    private Task<CallerIdentity?> FindAsync(string secret) =>
        CallerIdentity.TryFindAsync(_machine.Machine, Credential.Create(Caller, secret), Token);
}

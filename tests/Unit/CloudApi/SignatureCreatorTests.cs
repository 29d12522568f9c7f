using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.CloudApi;

public partial class SignatureCreatorTests
{
    private const string Name = "the_name";
    private const string Key = "the_key_1";
    private const string Secret = "the_secret_1";
    private readonly ScriptedTransport _script = new();
    private readonly FakeClock _clock = new();
    private readonly List<string> _adopted = [];

    [Fact]
    public async Task A_key_that_is_created_at_once_is_not_looked_for()
    {
        Created();

        Assert.Equal("k1", (await CreateAsync()).SignatureId);
        AssertCalls("CreateSignature");
        Assert.Empty(_clock.Delays);
    }

    /// <summary>A listing may lag behind by three seconds.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Looks_three_times_over_three_seconds(int late)
    {
        Lost();
        for (var look = 0; look < late; look++)
        {
            Listed();
        }

        Listed(("k7", Name, Key, Secret));

        Assert.Equal("k7", (await CreateAsync()).SignatureId);
        AssertCalls(["CreateSignature", .. Enumerable.Repeat("DescribeSignatures", late + 1)]);
        Assert.Equal(new[] { 250.0, 1000, 2000 }.Take(late + 1), _clock.Delays.Select(delay => delay.TotalMilliseconds));
        Assert.Contains("k7", Assert.Single(_adopted), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_adopted_key_carries_what_was_asked_for()
    {
        Lost();
        Listed(("k7", Name, Key, Secret));

        var key = await CreateAsync();

        Assert.Equal((Name, Key, Secret), (key.SignatureName, key.SignatureKey, PlainText.Reveal(key.SignatureSecret!)));
    }

    [Theory]
    [InlineData("other_name", Key, Secret)]
    [InlineData(Name, "other_key", Secret)]
    [InlineData(Name, Key, "other_secret")]
    [InlineData(Name, Key, null)]
    [InlineData(Name, "THE_KEY_1", Secret)]
    public async Task A_key_that_differs_is_not_taken(string name, string key, string? secret)
    {
        Lost();
        for (var look = 0; look < 3; look++)
        {
            Listed(("k7", name, key, secret));
        }

        Assert.Equal("CreateOutcomeUnknown", (await Assert.ThrowsAsync<AgException>(CreateAsync)).ErrorId);
        AssertCalls("CreateSignature", "DescribeSignatures", "DescribeSignatures", "DescribeSignatures");
        Assert.Empty(_adopted);
    }

    /// <summary>The service's own times tell which key is new: the Date of the listing, less the time since the call began.</summary>
    [Theory]
    [InlineData(-60, null)]
    [InlineData(-2, null)]
    [InlineData(-1, "may have been there before")]
    [InlineData(0, "may have been there before")]
    [InlineData(1, "k7")]
    [InlineData(2, "k7")]
    public async Task A_key_that_was_there_before_the_call_is_not_taken(int seconds, string? said)
    {
        var serviceTime = new DateTimeOffset(2031, 1, 1, 0, 0, 30, TimeSpan.Zero);
        Lost();
        for (var look = 0; look < 3; look++)
        {
            var wait = new[] { 0.25, 1.25, 3.25 }[look];
            Listed(serviceTime.AddSeconds(wait), serviceTime.AddSeconds(seconds), ("k7", Name, Key, Secret));
        }

        if (said == "k7")
        {
            Assert.Equal("k7", (await CreateAsync(isUnique: false)).SignatureId);
            return;
        }

        var error = await Assert.ThrowsAsync<AgException>(() => CreateAsync(isUnique: false));
        Assert.Equal("CreateOutcomeUnknown", error.ErrorId);
        Assert.Contains(said ?? "no key with this name, Key and Secret is listed", error.Message, StringComparison.Ordinal);
        Assert.Empty(_adopted);
    }

    [Fact]
    public async Task A_key_without_its_time_may_have_been_there_before()
    {
        Lost();
        Listed(("k7", Name, Key, Secret));

        var error = await Assert.ThrowsAsync<AgException>(() => CreateAsync(isUnique: false));

        Assert.Equal(("CreateOutcomeUnknown", true), (error.ErrorId, error.OutcomeUnknown));
        Assert.Contains("k7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_is_asked_for_and_every_page_is_read()
    {
        Lost();
        Listed(150, [.. Enumerable.Range(1, 100).Select(number => ($"n{number}", Name, "other_key", (string?)Secret))]);
        Listed(150, [.. Enumerable.Range(101, 49)
            .Select(number => ($"n{number}", Name, "other_key", (string?)Secret)), ("k7", Name, Key, Secret)]);

        Assert.Equal("k7", (await CreateAsync()).SignatureId);
        Assert.All(_script.Calls.Skip(1), call => Assert.Contains(
            call.Parameters, parameter => (parameter.Name, parameter.Value) == ("SignatureName", Name)));
        AssertCalls("CreateSignature", "DescribeSignatures", "DescribeSignatures");
    }

    [Fact]
    public async Task Two_keys_that_are_both_it_leave_it_open()
    {
        Lost();
        Listed(("k7", Name, Key, Secret), ("k8", Name, Key, Secret));

        var error = await Assert.ThrowsAsync<AgException>(CreateAsync);

        Assert.Equal(("CreateOutcomeUnknown", true, "CreateSignature"), (error.ErrorId, error.OutcomeUnknown, error.Operation));
        Assert.Contains("2 keys have this name, Key and Secret: k7, k8", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        AssertCalls("CreateSignature", "DescribeSignatures");
    }

    [Theory]
    [InlineData(403, """{"RequestId":"R","Code":"Forbidden.RAM","Message":"m"}""")]
    [InlineData(200, """{"RequestId":"R","TotalCount":1}""")]
    [InlineData(200, "<html>")]
    [InlineData(500, "")]
    public async Task A_listing_that_fails_leaves_it_open(int status, string body)
    {
        Lost();

        // What cannot be read may be in order a moment later; other failures were repeated by then.
        for (var look = 0; look < (status == 200 ? 3 : 1); look++)
        {
            _script.Then(status, body);
        }

        var error = await Assert.ThrowsAsync<AgException>(CreateAsync);

        Assert.Equal(("CreateOutcomeUnknown", true), (error.ErrorId, error.OutcomeUnknown));
        Assert.Contains("could not be listed", error.Message, StringComparison.Ordinal);
        AssertCalls(["CreateSignature", .. Enumerable.Repeat("DescribeSignatures", status == 200 ? 3 : 1)]);
    }

    [Theory]
    [InlineData(500, """{"RequestId":"R","Code":"InternalError","Message":"m"}""")]
    [InlineData(400, """{"RequestId":"R","Code":"SignatureNonceUsed","Message":"m"}""")]
    [InlineData(200, """{"RequestId":"R"}""")]
    [InlineData(200, "{\"RequestId\":\"R\",\"Signa")]
    [InlineData(400, "")]
    [InlineData(401, "")]
    [InlineData(302, "")]
    [InlineData(200, """{"RequestId":"R","Code":"Whatever","Message":"m"}""")]
    [InlineData(400, """{"RequestId":"R","Code":"SystemBusy","Message":"m"}""")]
    public async Task Every_answer_that_leaves_it_open_is_looked_into(int status, string body)
    {
        _script.Then(status, body);
        Listed(("k7", Name, Key, Secret));

        Assert.Equal("k7", (await CreateAsync()).SignatureId);
    }

    [Theory]
    [InlineData(400, "RepeatedSignatureName", "AlreadyExists")]
    [InlineData(400, "ExceedLimitSignature", "QuotaExceeded")]
    [InlineData(403, "Forbidden.RAM", "PermissionDenied")]
    [InlineData(400, "Throttling", "Throttled")]
    public async Task A_clear_refusal_is_told_at_once(int status, string code, string errorId)
    {
        _script.Then(status, Error(code));

        var error = await Assert.ThrowsAsync<AgException>(CreateAsync);

        Assert.Equal((errorId, false), (error.ErrorId, error.OutcomeUnknown));
        AssertCalls("CreateSignature");
    }

    [Fact]
    public async Task Never_creates_a_second_time_after_an_answer_that_leaves_it_open()
    {
        Lost();
        Listed();
        Listed();
        Listed();

        var error = await Assert.ThrowsAsync<AgException>(CreateAsync);

        Assert.Equal(("CreateOutcomeUnknown", true), (error.ErrorId, error.OutcomeUnknown));
        AssertCalls("CreateSignature", "DescribeSignatures", "DescribeSignatures", "DescribeSignatures");
    }

    [Fact]
    public async Task The_wait_before_looking_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        _clock.OnDelay = token =>
        {
            stop.Cancel();
            return Task.FromCanceled(token);
        };
        Lost();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CreateAsync(cancellationToken: stop.Token));
        AssertCalls("CreateSignature");
    }

    private void AssertCalls(params string[] operations) => Assert.Equal(operations, _script.Calls.Select(call => call.Operation.Name));

    private Task<AgSignature> CreateAsync() => CreateAsync(isUnique: true);

    private Task<AgSignature> CreateAsync(bool isUnique = true, CancellationToken? cancellationToken = null) =>
        new SignatureCreator(new GatewayClient(_script, _clock, NoObserver.Instance), _clock, _adopted.Add).CreateAsync(
            Name, Key, PlainText.Protect(Secret), isUnique, cancellationToken ?? TestContext.Current.CancellationToken);
}

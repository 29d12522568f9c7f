using System.Text.Json.Nodes;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.CloudApi;

public class SignatureCreatorTests
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

    /// <summary>The service may take a moment to list what it has just created.</summary>
    [Fact]
    public async Task Waits_before_it_looks()
    {
        Lost();
        Listed(("k7", Name, Key, Secret));

        Assert.Equal("k7", (await CreateAsync()).SignatureId);
        AssertCalls("CreateSignature", "DescribeSignatures");
        Assert.Equal([TimeSpan.FromMilliseconds(125)], _clock.Delays);
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
        Listed(("k7", name, key, secret));
        Created();

        Assert.Equal("k1", (await CreateAsync()).SignatureId);
        AssertCalls("CreateSignature", "DescribeSignatures", "CreateSignature");
        Assert.Empty(_adopted);
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
    [InlineData(200, """{"RequestId":"R","TotalCount":0}""")]
    [InlineData(200, "<html>")]
    [InlineData(500, "")]
    public async Task A_listing_that_fails_leaves_it_open(int status, string body)
    {
        Lost();
        _script.Then(status, body);

        var error = await Assert.ThrowsAsync<AgException>(CreateAsync);

        Assert.Equal(("CreateOutcomeUnknown", true), (error.ErrorId, error.OutcomeUnknown));
        Assert.Contains("could not be listed", error.Message, StringComparison.Ordinal);
        AssertCalls("CreateSignature", "DescribeSignatures");
    }

    [Theory]
    [InlineData(500, """{"RequestId":"R","Code":"InternalError","Message":"m"}""")]
    [InlineData(400, """{"RequestId":"R","Code":"SignatureNonceUsed","Message":"m"}""")]
    [InlineData(200, """{"RequestId":"R"}""")]
    [InlineData(200, "{\"RequestId\":\"R\",\"Signa")]
    [InlineData(400, "")]
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

    /// <summary>The listing lags behind: the second call is told that the name is taken, by the first one.</summary>
    [Fact]
    public async Task A_name_taken_by_the_first_attempt_is_no_refusal()
    {
        Lost();
        Listed();
        _script.Then(400, Error("RepeatedSignatureName"));
        Listed(("k7", Name, Key, Secret));

        Assert.Equal("k7", (await CreateAsync()).SignatureId);
        AssertCalls("CreateSignature", "DescribeSignatures", "CreateSignature", "DescribeSignatures");
    }

    [Fact]
    public async Task A_name_taken_by_somebody_else_is_told()
    {
        Lost();
        Listed();
        _script.Then(400, Error("RepeatedSignatureName"));
        Listed(("k7", Name, "other_key", Secret));

        Assert.Equal("AlreadyExists", (await Assert.ThrowsAsync<AgException>(CreateAsync)).ErrorId);
        AssertCalls("CreateSignature", "DescribeSignatures", "CreateSignature", "DescribeSignatures");
    }

    [Fact]
    public async Task Gives_up_after_as_many_attempts_as_the_policy_has()
    {
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Lost();
            Listed();
        }

        var error = await Assert.ThrowsAsync<AgException>(() => CreateAsync(new RetryPolicy { MaxAttempts = 3 }));

        Assert.Equal("ConnectionLost", error.ErrorId);
        Assert.Contains("was found after 3 attempts", error.Message, StringComparison.Ordinal);
        Assert.Equal(6, _script.Calls.Count);
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

    private static string Error(string code) => $$"""{"RequestId":"R","Code":"{{code}}","Message":"m"}""";

    private void Created() => _script.Then(200, """{"RequestId":"R","SignatureId":"k1","SignatureName":"the_name"}""");

    private void Lost() => _script.ThenThrow(new AgException(Faults.ConnectionLost, "lost") { OutcomeUnknown = true });

    private void Listed(params (string Id, string Name, string Key, string? Secret)[] keys) => Listed(keys.Length, keys);

    private void Listed(int total, (string Id, string Name, string Key, string? Secret)[] keys) => _script.Then(200, new JsonObject
    {
        ["RequestId"] = "R",
        ["TotalCount"] = total,
        ["PageSize"] = 100,
        ["SignatureInfos"] = new JsonObject
        {
            ["SignatureInfo"] = new JsonArray([.. keys.Select(key => new JsonObject
            {
                ["SignatureId"] = key.Id,
                ["SignatureName"] = key.Name,
                ["SignatureKey"] = key.Key,
                ["SignatureSecret"] = key.Secret,
            })]),
        },
    }.ToJsonString());

    private void AssertCalls(params string[] operations) => Assert.Equal(operations, _script.Calls.Select(call => call.Operation.Name));

    private Task<AgSignature> CreateAsync() => CreateAsync(null);

    private Task<AgSignature> CreateAsync(RetryPolicy? policy = null, CancellationToken? cancellationToken = null) =>
        new SignatureCreator(
            new GatewayClient(_script, _clock, NoObserver.Instance), policy ?? RetryPolicy.Default, _clock, () => 0.5, _adopted.Add)
            .CreateAsync(Name, Key, PlainText.Protect(Secret), cancellationToken ?? TestContext.Current.CancellationToken);
}

using System.Text.Json.Nodes;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.UnderFaults;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.Transport.Contract;

/// <summary>
/// What every transport must do, against a server that verifies each signature. A transport passes all of it or is none;
/// the fault tests run over each of them too.
/// </summary>
public abstract partial class TransportContract(FaultServer server) : FaultTest(server), IClassFixture<FaultServer>
{
    /// <summary>Every sign that a key's Secret may have, so that each encoding of it differs from it.</summary>
    private const string KeySecret = "s_@#!*_Secret_0";

    /// <summary>What the journal calls the signature of this transport.</summary>
    private protected abstract string Signing { get; }

    [Fact]
    public async Task Every_operation_is_carried_out()
    {
        var client = NewEngine().Client;
        var ids = Ids(3);

        var key = await client.CreateSignatureAsync("one_of_all", "the_key_1", PlainText.Protect(KeySecret), Cancellation);
        await client.ModifySignatureAsync(key.SignatureId, "one_of_all_2", "the_key_2", PlainText.Protect(KeySecret + "1"), Cancellation);
        var listed = Assert.Single(
            (await client.DescribeSignaturesAsync(key.SignatureId, null, includeSecret: true, 1, Cancellation)).Items);
        await client.SetSignatureApisAsync(key.SignatureId, Orders, Stage, ids, null, Cancellation);
        var ofGroup = await client.DescribeApiSignaturesAsync(Orders, Stage, ids, 1, Cancellation);
        var ofKey = await client.DescribeApisBySignatureAsync(key.SignatureId, 1, Cancellation);
        var ofApi = await client.DescribeSignaturesByApiAsync(Orders, ids[0], Stage, Cancellation);
        var apis = await client.DescribeApisAsync(new ApiFilter { GroupId = Orders }, 2, Cancellation);
        var groups = await client.DescribeApiGroupsAsync(new ApiGroupFilter { GroupName = "orders" }, 1, Cancellation);
        await client.RemoveSignatureApisAsync(key.SignatureId, Orders, Stage, ids[..1], null, Cancellation);
        var left = await client.DescribeApisBySignatureAsync(key.SignatureId, 1, Cancellation);
        var plugin = (await client.DescribePluginsAsync(1, Cancellation)).Items.Single(one => one.PluginName == "one_of_all_2");
        var ofPlugin = await client.DescribePluginApisAsync(plugin.PluginId, 1, Cancellation);
        var groupsOfPlugin = await client.DescribePluginGroupsAsync(plugin.PluginId, 1, Cancellation);
        await client.DescribeRegionsAsync(Cancellation);
        await client.RemoveAllSignatureApisAsync(key.SignatureId, Orders, Stage, Cancellation);
        await client.DeleteSignatureAsync(key.SignatureId, isKnown: true, Cancellation);

        Assert.Equal(
            ("one_of_all_2", "the_key_2", KeySecret + "1"),
            (listed.SignatureName, listed.SignatureKey, PlainText.Reveal(listed.SignatureSecret!)));
        Assert.Equal(ids, ofGroup.Items.Select(one => one.ApiId));
        Assert.Equal(
            (3, key.SignatureId, 100, 1, 2),
            (ofKey.Items.Count, Assert.Single(ofApi).SignatureId, apis.Items.Count, groups.Items.Count, left.Items.Count));

        Assert.Equal(left.Items.Select(one => one.ApiId), ofPlugin.Items.Select(one => one.ApiId!));
        Assert.Empty(groupsOfPlugin.Items);

        var calls = await CallsAsync();
        Assert.Equal(AllOperations, calls.Select(call => (string)call["operation"]!).Distinct().Order(StringComparer.Ordinal));
        Assert.All(calls, call => Assert.Equal(
            ("POST", Signing, 200), ((string)call["method"]!, (string)call["signing"]!, (int)call["status"]!)));
    }

    /// <summary>The server decodes what came and signs that: one byte that changes its meaning on the way is refused.</summary>
    [Theory]
    [InlineData("订单")]
    [InlineData("Grüße, мир, 😀")]
    [InlineData("a b+c&d=e%f?g/h\\i#j")]
    [InlineData("~!*'()-_.:;,@$[]{}|^`\"<>")]
    [InlineData("%2e%2F%20+%7E")]
    [InlineData("  edges  ")]
    [InlineData("line\r\nbreak\ttab")]
    public async Task Texts_arrive_as_they_are(string text)
    {
        var client = NewEngine().Client;

        var apis = await client.DescribeApisAsync(
            new ApiFilter { GroupId = Orders, ApiName = text, Tags = [new("tag " + text, text)] }, 1, Cancellation);

        Assert.Empty(apis.Items);
        await AssertCallsAsync(("DescribeApis", 1));
    }

    [Fact]
    public async Task A_name_in_Chinese_comes_back_as_it_went()
    {
        var client = NewEngine().Client;
        var key = await client.CreateSignatureAsync("订单_密钥_1", "the_key", PlainText.Protect(KeySecret), Cancellation);

        var found = Assert.Single((await client.DescribeSignaturesAsync(null, "订单_密钥_1", includeSecret: true, 1, Cancellation)).Items);

        Assert.Equal(
            (key.SignatureId, "订单_密钥_1", KeySecret), (found.SignatureId, found.SignatureName, PlainText.Reveal(found.SignatureSecret!)));
    }

    [Fact]
    public async Task A_full_batch_fits()
    {
        AssertAllDone(await NewEngine().BindAsync(Key, Ids(250), Cancellation), Ids(250));
        await AssertBoundAsync(Ids(250));
    }

    [Fact]
    public async Task Temporary_keys_sign_with_their_token()
    {
        AssertAllDone(await NewEngine(Temporary()).BindAsync(Key, Ids(3), Cancellation), Ids(3));
        Assert.Equal(FaultServer.TemporaryId, (string)Assert.Single(await CallsAsync())["accessKeyId"]!);
    }

    [Theory]
    [InlineData("another+token/==", "SecurityTokenRefused")]
    [InlineData(null, "SecurityTokenRefused")]
    public async Task A_token_of_others_is_refused(string? token, string errorId)
    {
        var client = NewEngine(Temporary(token)).Client;

        var e = await Assert.ThrowsAsync<AgException>(() => client.DescribeApiGroupsAsync(new ApiGroupFilter(), 1, Cancellation));

        Assert.Equal(errorId, e.ErrorId);
    }

    [Theory]
    [InlineData("""{"kind":"error","status":403,"code":"Forbidden.RAM","message":"m"}""", "PermissionDenied", "Forbidden.RAM", 403)]
    [InlineData("""{"kind":"error","status":400,"code":"ExceedLimit.Api","message":"m"}""", "QuotaExceeded", "ExceedLimit.Api", 400)]
    [InlineData("""{"kind":"error","status":418,"code":"Nobody.Knows","message":"m"}""", "ServiceRefused", "Nobody.Knows", 418)]
    [InlineData("""{"kind":"xmlError","status":400,"code":"InvalidVersion","message":"m"}""", "WrongService", "InvalidVersion", 400)]
    [InlineData("""{"kind":"throttle","status":429}""", "Throttled", "Throttling.User", 429)]
    [InlineData("""{"kind":"error500"}""", "ServiceFailed", "InternalError", 500)]
    [InlineData("""{"kind":"html503"}""", "ServiceFailed", null, 503)]
    [InlineData("""{"kind":"expiredToken"}""", "SecurityTokenExpired", "InvalidSecurityToken.Expired", 400)]
    [InlineData("""{"kind":"clockSkew","minutes":90}""", "ClockSkewed", "InvalidTimeStamp.Expired", 400)]
    [InlineData("""{"kind":"nonceUsed"}""", "RequestSeenBefore", "SignatureNonceUsed", 400)]
    [InlineData("""{"kind":"notJson"}""", "UnreadableReply", null, 200)]
    [InlineData("""{"kind":"truncatedJson"}""", "UnreadableReply", null, 200)]
    [InlineData("""{"kind":"emptyBody"}""", "UnreadableReply", null, 200)]
    [InlineData("""{"kind":"missingList"}""", "UnreadableReply", null, 200)]
    [InlineData("""{"kind":"truncatedBody"}""", "ConnectionLost", null, null)]
    [InlineData("""{"kind":"reset"}""", "ConnectionLost", null, null)]
    public async Task Errors_of_every_shape_are_told_alike(string rule, string errorId, string? code, int? status)
    {
        await FaultsAsync(rule);
        var client = NewEngine(policy: new RetryPolicy { MaxAttempts = 1 }).Client;

        var e = await Assert.ThrowsAsync<AgException>(
            () => client.DescribeSignaturesAsync(null, null, includeSecret: false, 1, Cancellation));

        Assert.Equal(
            (errorId, code, status, "DescribeSignatures", false),
            (e.ErrorId, e.Code, e.HttpStatus, e.Operation, e.OutcomeUnknown));
    }

    /// <summary>A reading that fails leaves nothing open; a change that fails in the same way may have been carried out.</summary>
    [Theory]
    [InlineData("error500", true)]
    [InlineData("html503", true)]
    [InlineData("nonceUsed", true)]
    [InlineData("notJson", true)]
    [InlineData("truncatedJson", true)]
    [InlineData("brokenGzip", true)]
    [InlineData("brokenDeflate", true)]
    [InlineData("emptyBody", true)]
    [InlineData("truncatedBody", true)]
    [InlineData("reset", true)]
    [InlineData("throttle", false)]
    [InlineData("expiredToken", false)]
    [InlineData("clockSkew", false)]
    public async Task What_a_failed_change_leaves_open_is_told_alike(string kind, bool outcomeUnknown)
    {
        await FaultsAsync($$"""{"kind":"{{kind}}"}""");
        var client = NewEngine(policy: new RetryPolicy { MaxAttempts = 1 }).Client;

        var e = await Assert.ThrowsAsync<AgException>(
            () => client.ModifySignatureAsync(Key.SignatureId!, "other_key", null, null, Cancellation));

        Assert.Equal(outcomeUnknown, e.OutcomeUnknown);
    }

    private static IEnumerable<string> AllOperations =>
        typeof(Operations).GetFields().Select(one => ((Operation)one.GetValue(null)!).Name).Order(StringComparer.Ordinal);

    private static FixedCredential Temporary() => Temporary(FaultServer.TemporaryToken);

    private static FixedCredential Temporary(string? token) =>
        new(Credential.Create(FaultServer.TemporaryId, FaultServer.TemporarySecret, token));

    private static string NonceOf(HttpRequestMessage request) =>
        request.Headers.TryGetValues("x-acs-signature-nonce", out var values)
            ? values.Single()
            : request.RequestUri!.Query.Split('&').Single(part => part.StartsWith("SignatureNonce=", StringComparison.Ordinal));

    private static void AssertTellsNothing(AgException e, params string[] secrets)
    {
        var said = e.ToString() + e.Code + e.RecommendedAction;
        foreach (var secret in secrets)
        {
            var once = Uri.EscapeDataString(secret);
            Assert.All(
                [secret, once, Uri.EscapeDataString(once), System.Web.HttpUtility.UrlEncode(secret)],
                form => Assert.DoesNotContain(form, said, StringComparison.OrdinalIgnoreCase));
        }
    }

    private async Task<IReadOnlyList<JsonNode>> CallsAsync() =>
        [.. (await Server.CallsAsync(Cancellation))["calls"]!.AsArray().Select(call => call!)];

    private async Task<int> ConnectionsAsync() => (int)(await Server.CallsAsync(Cancellation))["connections"]!["calling"]!;
}

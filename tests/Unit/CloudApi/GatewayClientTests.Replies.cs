using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.CloudApi;

public partial class GatewayClientTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("{\"RequestId\":\"R\"}")]
    [InlineData("{\"RequestId\":\"R\",\"ApiSignatures\":[]}")]
    [InlineData("{\"RequestId\":\"R\",\"ApiSignatures\":{}}")]
    [InlineData("{\"RequestId\":\"R\",\"ApiSignatures\":{\"ApiSignatureItem\":[{}]}}")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task A_reply_without_its_list_is_an_error_and_no_empty_listing(string body)
    {
        var client = Client(new ScriptedTransport().Then(200, body, ("Content-Type", "text/html")));

        var e = await Assert.ThrowsAsync<AgException>(
            () => client.DescribeApiSignaturesAsync("g", "TEST", null, 1, TestContext.Current.CancellationToken));

        Assert.Equal(("UnreadableReply", "DescribeApiSignatures", 200), (e.ErrorId, e.Operation, e.HttpStatus));
    }

    [Theory]
    [InlineData("""{"RequestId":"R","Code":{"Value":"Forbidden"}}""")]
    [InlineData("""{"RequestId":"R","Code":["Forbidden"]}""")]
    [InlineData("""{"RequestId":"R","Success":false}""")]
    [InlineData("""{"RequestId":"R","Success":"False","Code":""}""")]
    public async Task A_success_that_says_otherwise_is_none(string body)
    {
        var client = Client(new ScriptedTransport().Then(200, body));

        var e = await Assert.ThrowsAsync<AgException>(
            () => client.SetSignatureApisAsync("s", "g", "TEST", ["a"], null, TestContext.Current.CancellationToken));

        Assert.Equal(("UnreadableReply", true), (e.ErrorId, e.OutcomeUnknown));
    }

    [Theory]
    [InlineData("""{"RequestId":"R","Success":true,"Code":null}""")]
    [InlineData("""{"RequestId":"R","Success":null,"Code":""}""")]
    public async Task A_success_that_says_so_is_one(string body) =>
        await Client(new ScriptedTransport().Then(200, body)).SetSignatureApisAsync(
            "s", "g", "TEST", ["a"], null, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("NotFoundSignature", 400, "NotFound")]
    [InlineData("NotFoundWhateverComes", 400, "NotFound")]
    [InlineData("RepeatedSignatureName", 400, "AlreadyExists")]
    [InlineData("RepeatedCommit", 400, "ResourceLocked")]
    [InlineData("DependencyViolationSignature", 400, "StillInUse")]
    [InlineData("ExceedLimitSignature", 400, "QuotaExceeded")]
    [InlineData("MissingApiIds", 400, "RequestRefused")]
    [InlineData("InvalidFormatGroupId", 400, "RequestRefused")]
    [InlineData("InvalidApi.NotFound", 404, "WrongService")]
    [InlineData("InvalidAccessKeyId.NotFound", 404, "AccessKeyRefused")]
    [InlineData("InvalidAccessKeyId.Inactive", 400, "AccessKeyRefused")]
    [InlineData("SignatureDoesNotMatch", 400, "RequestSignatureRefused")]
    [InlineData("SignatureNonceUsed", 400, "RequestSeenBefore")]
    [InlineData("InvalidTimeStamp.Expired", 400, "ClockSkewed")]
    [InlineData("InvalidSecurityToken.Expired", 400, "SecurityTokenExpired")]
    [InlineData("InvalidSecurityToken.Malformed", 400, "SecurityTokenRefused")]
    [InlineData("Forbidden.RAM", 403, "PermissionDenied")]
    [InlineData("NoPermission", 403, "PermissionDenied")]
    [InlineData("Throttling.User", 400, "Throttled")]
    [InlineData("Rejected.Throttling", 503, "Throttled")]
    [InlineData("ServiceUnavailable", 503, "ServiceFailed")]
    [InlineData("InternalError", 500, "ServiceFailed")]
    [InlineData("Unheard", 599, "ServiceFailed")]
    [InlineData("Unheard", 409, "ServiceRefused")]
    public async Task Codes_are_matched_by_family(string code, int status, string errorId)
    {
        var e = await FailAsync(status, $$"""{"RequestId":"REQ","Code":"{{code}}","Message":"The message."}""");

        Assert.Equal((errorId, code, "REQ", status), (e.ErrorId, e.Code, e.RequestId, e.HttpStatus));
        Assert.Contains(code, e.Message, StringComparison.Ordinal);
        Assert.NotEmpty(e.RecommendedAction);
    }

    [Theory]
    [InlineData(503, "<html>down</html>", "ServiceFailed")]
    [InlineData(404, "<html>no</html>", "UnreadableReply")]
    [InlineData(302, "", "Redirected")]
    [InlineData(403, "", "PermissionDenied")]
    [InlineData(429, "", "Throttled")]
    public async Task An_answer_without_a_code_is_judged_by_its_status(int status, string body, string errorId) =>
        Assert.Equal(errorId, (await FailAsync(status, body)).ErrorId);

    [Fact]
    public async Task A_denial_names_the_action_and_the_resource_that_a_policy_must_allow()
    {
        var client = Client(new ScriptedTransport().Then(403, """{"RequestId":"R","Code":"Forbidden.RAM"}""")
            .Then(403, """{"RequestId":"R","Code":"Forbidden.RAM"}"""));
        var token = TestContext.Current.CancellationToken;

        var set = await Assert.ThrowsAsync<AgException>(() => client.SetSignatureApisAsync("s", "group1", "TEST", ["a"], null, token));
        var remove = await Assert.ThrowsAsync<AgException>(
            () => client.RemoveSignatureApisAsync("s", "group1", "TEST", ["a"], null, token));

        Assert.Contains(
            "apigateway:SetSignatureApis on acs:apigateway:<region>:<account>:apigroup/group1",
            set.RecommendedAction,
            StringComparison.Ordinal);
        Assert.Contains("apigateway:RemoveSignatureApis on * ", remove.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Fri, 02 Jan 2026 02:44:05 GMT", "1200 s ahead of")]
    [InlineData("Fri, 02 Jan 2026 03:34:05 GMT", "1800 s behind")]
    public async Task A_wrong_clock_is_told_with_its_skew(string date, string words)
    {
        var client = Client(new ScriptedTransport().Then(400, """{"RequestId":"R","Code":"InvalidTimeStamp.Expired"}""", ("Date", date)));

        var e = await Assert.ThrowsAsync<AgException>(
            () => client.DeleteSignatureAsync("s", isKnown: true, TestContext.Current.CancellationToken));

        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_echoes_the_secret_does_not_leak_it()
    {
        var encoded = Uri.EscapeDataString(Secret);
        var client = Client(new ScriptedTransport().Then(
            400, $$"""{"RequestId":"R","Code":"InvalidParameter","Message":"bad {{Secret}} and {{encoded}}"}"""));

        var e = await Assert.ThrowsAsync<AgException>(
            () => client.CreateSignatureAsync("name", "key_abc", PlainText.Protect(Secret), TestContext.Current.CancellationToken));

        Assert.DoesNotContain(Secret, e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(encoded, e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_that_a_lost_attempt_deleted_is_deleted(bool followsUnknown)
    {
        var inner = new ScriptedTransport();
        if (followsUnknown)
        {
            inner.ThenThrow(new AgException(Faults.ConnectionLost, "lost"));
        }

        inner.Then(400, """{"RequestId":"R","Code":"NotFoundSignature"}""");
        var clock = new FakeClock();
        var credential = new FixedCredential(new Credential("id", PlainText.Protect("secret")));
        var client = Client(new RetryingTransport(inner, credential, RetryPolicy.Default, new Pacer(clock), clock, () => 0.5));
        var deleting = client.DeleteSignatureAsync("s", isKnown: true, TestContext.Current.CancellationToken);

        if (followsUnknown)
        {
            await deleting;
        }
        else
        {
            Assert.Equal("NotFound", (await Assert.ThrowsAsync<AgException>(() => deleting)).ErrorId);
        }
    }

    [Fact]
    public void A_closed_connection_says_so()
    {
        var connection = OverSandbox(out _);
        connection.Dispose();

        Assert.Equal("ContextClosed", Assert.Throws<AgException>(() => connection.ClientFor(NoObserver.Instance)).ErrorId);
    }

    /// <summary>Ten thousand spoilt replies: cut, overwritten, reshaped. Never anything but a result or a typed error.</summary>
    [Fact]
    public async Task Malformed_replies_end_in_a_typed_error()
    {
        const string Good = """
            {"RequestId":"R","TotalCount":2,"PageSize":100,"PageNumber":1,"ApiSignatures":{"ApiSignatureItem":[
            {"ApiId":"a","ApiName":"n","SignatureId":"s","SignatureName":"x","BoundTime":"2016-07-23T08:28:48Z"},
            {"ApiId":"b","ApiName":null,"SignatureId":"s","SignatureName":"订","BoundTime":""}]}}
            """;
        const string Alphabet = "{}[]\",:0aeE.-+\\u\n\t \u0000\uD83D\uFEFFnull";
        var random = new Random(20260714);
        var errors = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var text = Good.ToCharArray().ToList();
            for (var edits = random.Next(1, 6); edits > 0 && text.Count > 0; edits--)
            {
                var at = random.Next(text.Count);
                switch (random.Next(4))
                {
                    case 0: text.RemoveRange(at, text.Count - at); break;
                    case 1: text[at] = Alphabet[random.Next(Alphabet.Length)]; break;
                    case 2: text.Insert(at, Alphabet[random.Next(Alphabet.Length)]); break;
                    default: text.RemoveRange(at, Math.Min(random.Next(1, 30), text.Count - at)); break;
                }
            }

            var status = random.Next(5) == 0 ? 400 : 200;
            var client = Client(new ScriptedTransport().Then(status, new string(text.ToArray())));
            try
            {
                await client.DescribeApiSignaturesAsync("g", "TEST", null, 1, TestContext.Current.CancellationToken);
            }
            catch (AgException)
            {
                errors++;
            }
        }

        Assert.InRange(errors, 5_000, 10_000);
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>Every fault as it looks on a bare socket.</summary>
public sealed partial class FaultTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private const string Create = "CreateSignature";

    private SandboxServerProcess Server => fixture.Server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Server.ResetAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("""{"kind":"throttle","retryAfter":1500}""", 400, "Throttling.User", "x-acs-retry-after: 1500")]
    [InlineData("""{"kind":"throttle","status":429}""", 429, "Throttling.User", null)]
    [InlineData("""{"kind":"throttle","status":503,"code":"Throttling.Api"}""", 503, "Throttling.Api", null)]
    [InlineData("""{"kind":"error500"}""", 500, "InternalError", null)]
    [InlineData("""{"kind":"error","status":403,"code":"Forbidden.RAM","message":"Not you."}""", 403, "Forbidden.RAM", null)]
    [InlineData("""{"kind":"expiredToken"}""", 400, "InvalidSecurityToken.Expired", null)]
    [InlineData("""{"kind":"nonceUsed"}""", 400, "SignatureNonceUsed", null)]
    [InlineData("""{"kind":"clockSkew"}""", 400, "InvalidTimeStamp.Expired", null)]
    public async Task Answers_with_an_error_before_or_after_the_call_took_effect(string rule, int status, string code, string? header)
    {
        foreach (var applied in new[] { false, true })
        {
            await Server.ResetAsync(Cancellation);
            var parsed = JsonNode.Parse(rule)!;
            parsed["applied"] = applied;
            await Server.FaultsAsync($"[{parsed.ToJsonString()}]", Cancellation);
            using var client = await SendAsync(Create);
            await client.ReadUntilAsync(static text => text.EndsWith('}'), Cancellation);

            Assert.StartsWith($"HTTP/1.1 {status} ", client.Received, StringComparison.Ordinal);
            Assert.Equal(code, (string)JsonNode.Parse(client.Body)!["Code"]!);
            Assert.Equal(
                (string?)parsed["message"] ?? (string)JsonNode.Parse(client.Body)!["Message"]!,
                (string)JsonNode.Parse(client.Body)!["Message"]!);
            Assert.Equal(header is not null, client.Received.Contains("x-acs-retry-after", StringComparison.Ordinal));
            Assert.Contains(header ?? string.Empty, client.Received, StringComparison.Ordinal);
            await AssertKeysAsync(applied ? 1 : 0);
            var call = Assert.Single((await Server.CallsAsync(Cancellation))["calls"]!.AsArray())!;
            Assert.Equal(((string)parsed["kind"]!, applied), ((string)call["fault"]!, (bool)call["changed"]!));
        }
    }

    [Fact]
    public async Task Tells_a_skewed_clock_in_the_date_header()
    {
        await Server.FaultsAsync("""[{"kind":"clockSkew","minutes":-90}]""", Cancellation);
        var before = DateTimeOffset.UtcNow;
        using var client = await SendAsync(Create);
        await client.ReadUntilAsync(static text => text.EndsWith('}'), Cancellation);
        var date = client.Received.Split("\r\n").Single(static line => line.StartsWith("Date: ", StringComparison.Ordinal))[6..];
        var skew = before - DateTimeOffset.ParseExact(date, "r", CultureInfo.InvariantCulture);
        Assert.InRange(skew.TotalMinutes, 85, 91);
    }

    [Fact]
    public async Task Answers_with_HTML_as_a_proxy_does()
    {
        await Server.FaultsAsync("""[{"kind":"html503"}]""", Cancellation);
        using var client = await SendAsync(Create);
        await client.ReadUntilAsync(static text => text.EndsWith("</html>\n", StringComparison.Ordinal), Cancellation);
        Assert.StartsWith("HTTP/1.1 503 ", client.Received, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/html", client.Received, StringComparison.Ordinal);
        Assert.DoesNotContain("x-acs-request-id", client.Received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_with_XML()
    {
        await Server.FaultsAsync("""[{"kind":"xmlError","code":"Some.Code"}]""", Cancellation);
        using var client = await SendAsync(Create);
        await client.ReadUntilAsync(static text => text.EndsWith("</Error>", StringComparison.Ordinal), Cancellation);
        Assert.Contains("Content-Type: text/xml", client.Received, StringComparison.Ordinal);
        Assert.Equal("Some.Code", System.Xml.Linq.XDocument.Parse(client.Body).Root!.Element("Code")!.Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Resets_the_connection(bool applied)
    {
        await Server.FaultsAsync(Rule("reset", applied), Cancellation);
        using var client = await SendAsync(Create);
        Assert.True(await client.ReadToEndAsync(Cancellation), "the connection ended, and not by a reset");
        Assert.Empty(client.Received);
        await AssertKeysAsync(applied ? 1 : 0);
    }

    [Theory]
    [InlineData("gone", "no")]
    [InlineData("array", "[]")]
    [InlineData("null", "null")]
    [InlineData("hollow", "{}")]
    public async Task Leaves_the_list_out(string shape, string left)
    {
        await Server.FaultsAsync($$"""[{"kind":"missingList","shape":"{{shape}}"}]""", Cancellation);
        var body = JsonNode.Parse(await BodyAsync("DescribeApis"))!.AsObject();
        Assert.Equal(1290, (int)body["TotalCount"]!);
        Assert.Equal(left, body.TryGetPropertyValue("ApiSummarys", out var wrapper) ? wrapper?.ToJsonString() ?? "null" : "no");
    }

    [Fact]
    public async Task Closes_a_connection_that_it_promised_to_keep()
    {
        await Server.FaultsAsync("""[{"kind":"closeAfter"}]""", Cancellation);
        using var client = await SendAsync(Create);
        Assert.False(await client.ReadToEndAsync(Cancellation));
        Assert.DoesNotContain("Connection: close", client.Received, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(JsonNode.Parse(client.Body)!["SignatureId"]);
    }

    [Fact]
    public async Task Spares_some_calls_and_stops_after_some()
    {
        await Server.FaultsAsync("""[{"operation":"DescribeApis","kind":"notJson","skip":1,"times":2}]""", Cancellation);
        Assert.StartsWith("{", await BodyAsync("DescribeApis"), StringComparison.Ordinal);
        Assert.StartsWith("{", await BodyAsync("DescribeRegions"), StringComparison.Ordinal);
        Assert.StartsWith("OK", await BodyAsync("DescribeApis"), StringComparison.Ordinal);
        Assert.StartsWith("OK", await BodyAsync("DescribeApis"), StringComparison.Ordinal);
        Assert.StartsWith("{", await BodyAsync("DescribeApis"), StringComparison.Ordinal);
        Assert.Equal(2, (int)(await Server.PlayedFaultsAsync(Cancellation))[0]!["played"]!);
    }

    [Fact]
    public async Task Plays_the_first_rule_that_applies()
    {
        await Server.FaultsAsync("""[{"kind":"notJson","times":1},{"operation":"DescribeApis","kind":"emptyBody"}]""", Cancellation);
        Assert.StartsWith("OK", await BodyAsync("DescribeApis"), StringComparison.Ordinal);
        Assert.Equal(string.Empty, await BodyAsync("DescribeApis"));
        Assert.StartsWith("{", await BodyAsync("DescribeRegions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follows_the_same_chances_with_the_same_seed()
    {
        var runs = new string[3];
        for (var run = 0; run < runs.Length; run++)
        {
            var seed = run == 2 ? 8 : 7;
            await Server.FaultsAsync($$"""[{"kind":"emptyBody","probability":0.5,"seed":{{seed}}}]""", Cancellation);
            for (var call = 0; call < 24; call++)
            {
                runs[run] += (await BodyAsync("DescribeRegions")).Length == 0 ? '!' : '.';
            }
        }

        Assert.Contains('!', runs[0]);
        Assert.Contains('.', runs[0]);
        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0], runs[2]);
    }

    private static string Rule(string kind, bool applied) =>
        new JsonArray(new JsonObject { ["kind"] = kind, ["applied"] = applied }).ToJsonString();

    private async Task<SocketClient> SendAsync(string operation)
    {
        (string, string)[] parameters = operation == Create
            ? [("SignatureName", "backend_key"), ("SignatureKey", "the_key"), ("SignatureSecret", "secret_1")]
            : [];
        var request = new Signer { Time = DateTimeOffset.UtcNow }.Acs3(Server.Url.Authority, operation, SandboxDriver.Fields(parameters));
        return await SocketClient.SendAsync(Server.Url, request, Cancellation);
    }

    // The whole body, taken by its promised length.
    private async Task<string> BodyAsync(string operation)
    {
        using var client = await SendAsync(operation);
        await client.ReadUntilAsync(IsWhole, Cancellation);
        return client.Body;
    }

    private static bool IsWhole(string text)
    {
        const string Mark = "Content-Length: ";
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = text.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        return head >= 0 && text.Length - head - 4 == int.Parse(text[length..text.IndexOf('\r', length)], CultureInfo.InvariantCulture);
    }

    private async Task AssertKeysAsync(int count) => Assert.Equal(count, (int)(await Server.StateAsync(Cancellation))["signatures"]!);

    // The call must have arrived before its effect can be looked at; the server says so in its journal.
    private async Task PlayedAsync()
    {
        while ((int)(await Server.CallsAsync(Cancellation))["total"]! == 0)
        {
            Cancellation.ThrowIfCancellationRequested();
        }
    }
}

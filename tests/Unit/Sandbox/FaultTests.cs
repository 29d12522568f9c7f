using System;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>Every fault as it looks on a bare socket.</summary>
public sealed class FaultTests : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private const string Create = "CreateSignature";

    private readonly SandboxServerProcess _server;

    public FaultTests(ServerFixture fixture) => _server = fixture.Server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.ResetAsync(CancellationToken.None);

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
    public async Task AnswersWithAnErrorBeforeOrAfterTheCallTookEffect(string rule, int status, string code, string? header)
    {
        foreach (bool applied in new[] { false, true })
        {
            await _server.ResetAsync(Cancellation);
            JsonNode parsed = JsonNode.Parse(rule)!;
            parsed["applied"] = applied;
            await _server.FaultsAsync($"[{parsed.ToJsonString()}]", Cancellation);
            using SocketClient client = await SendAsync(Create);
            await client.ReadUntilAsync(static text => text.EndsWith('}'), Cancellation);

            Assert.StartsWith($"HTTP/1.1 {status} ", client.Received, StringComparison.Ordinal);
            Assert.Equal(code, (string)JsonNode.Parse(client.Body)!["Code"]!);
            Assert.Equal((string?)parsed["message"] ?? (string)JsonNode.Parse(client.Body)!["Message"]!, (string)JsonNode.Parse(client.Body)!["Message"]!);
            Assert.Equal(header is not null, client.Received.Contains("x-acs-retry-after", StringComparison.Ordinal));
            Assert.Contains(header ?? string.Empty, client.Received, StringComparison.Ordinal);
            await AssertKeysAsync(applied ? 1 : 0);
            JsonNode call = Assert.Single((await _server.CallsAsync(Cancellation))["calls"]!.AsArray())!;
            Assert.Equal(((string)parsed["kind"]!, applied), ((string)call["fault"]!, (bool)call["changed"]!));
        }
    }

    [Fact]
    public async Task TellsASkewedClockInTheDateHeader()
    {
        await _server.FaultsAsync("""[{"kind":"clockSkew","minutes":-90}]""", Cancellation);
        DateTimeOffset before = DateTimeOffset.UtcNow;
        using SocketClient client = await SendAsync(Create);
        await client.ReadUntilAsync(static text => text.EndsWith('}'), Cancellation);
        string date = client.Received.Split("\r\n").Single(static line => line.StartsWith("Date: ", StringComparison.Ordinal))[6..];
        TimeSpan skew = before - DateTimeOffset.ParseExact(date, "r", CultureInfo.InvariantCulture);
        Assert.InRange(skew.TotalMinutes, 85, 91);
    }

    [Fact]
    public async Task AnswersWithHtmlAsAProxyDoes()
    {
        await _server.FaultsAsync("""[{"kind":"html503"}]""", Cancellation);
        using SocketClient client = await SendAsync(Create);
        await client.ReadUntilAsync(static text => text.EndsWith("</html>\n", StringComparison.Ordinal), Cancellation);
        Assert.StartsWith("HTTP/1.1 503 ", client.Received, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/html", client.Received, StringComparison.Ordinal);
        Assert.DoesNotContain("x-acs-request-id", client.Received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswersWithXml()
    {
        await _server.FaultsAsync("""[{"kind":"xmlError","code":"Some.Code"}]""", Cancellation);
        using SocketClient client = await SendAsync(Create);
        await client.ReadUntilAsync(static text => text.EndsWith("</Error>", StringComparison.Ordinal), Cancellation);
        Assert.Contains("Content-Type: text/xml", client.Received, StringComparison.Ordinal);
        Assert.Equal("Some.Code", System.Xml.Linq.XDocument.Parse(client.Body).Root!.Element("Code")!.Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ResetsTheConnection(bool applied)
    {
        await _server.FaultsAsync(Rule("reset", applied), Cancellation);
        using SocketClient client = await SendAsync(Create);
        Assert.True(await client.ReadToEndAsync(Cancellation), "the connection ended, and not by a reset");
        Assert.Empty(client.Received);
        await AssertKeysAsync(applied ? 1 : 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HangsUntilTheFaultIsCleared(bool applied)
    {
        await _server.FaultsAsync(Rule("hang", applied), Cancellation);
        using SocketClient client = await SendAsync(Create);
        await PlayedAsync();
        await AssertKeysAsync(applied ? 1 : 0);
        Assert.Empty(client.Received);
        await _server.ClearFaultsAsync(Cancellation);
        await client.ReadToEndAsync(Cancellation);
        Assert.Empty(client.Received);
        await AssertKeysAsync(applied ? 1 : 0);
    }

    [Fact]
    public async Task DripsUntilTheFaultIsCleared()
    {
        await _server.FaultsAsync("""[{"kind":"drip","chunk":8,"delay":3600000}]""", Cancellation);
        using SocketClient client = await SendAsync(Create);
        await client.ReadUntilAsync(static text => text.Contains("\r\n\r\n{\"Reque", StringComparison.Ordinal), Cancellation);
        Assert.Equal("{\"Reques", client.Body);
        await _server.ClearFaultsAsync(Cancellation);
        await client.ReadUntilAsync(static text => text.EndsWith('}'), Cancellation);
        Assert.NotNull(JsonNode.Parse(client.Body)!["SignatureId"]);
        await AssertKeysAsync(1);
    }

    [Fact]
    public async Task ClosesBeforeThePromisedEnd()
    {
        await _server.FaultsAsync("""[{"kind":"truncatedBody"}]""", Cancellation);
        using SocketClient client = await SendAsync(Create);
        Assert.False(await client.ReadToEndAsync(Cancellation));
        int promised = int.Parse(client.Received.Split("\r\n").Single(static line => line.StartsWith("Content-Length: ", StringComparison.Ordinal))[16..], CultureInfo.InvariantCulture);
        Assert.Equal(promised / 2, client.Body.Length);
        await AssertKeysAsync(1);
    }

    [Fact]
    public async Task SendsHalfOfTheJsonAsAWholeBody()
    {
        await _server.FaultsAsync("""[{"kind":"truncatedJson"}]""", Cancellation);
        string body = await BodyAsync("DescribeApis");
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonNode.Parse(body));
        Assert.StartsWith("{\"RequestId\":\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendsNoJson()
    {
        await _server.FaultsAsync("""[{"kind":"notJson"}]""", Cancellation);
        Assert.Equal("OK, but this is no JSON", await BodyAsync("DescribeApis"));
    }

    [Fact]
    public async Task SendsNoBody()
    {
        await _server.FaultsAsync("""[{"kind":"emptyBody"}]""", Cancellation);
        Assert.Equal(string.Empty, await BodyAsync(Create));
        await AssertKeysAsync(1);
    }

    [Fact]
    public async Task SendsTheWrongContentType()
    {
        await _server.FaultsAsync("""[{"kind":"wrongContentType"}]""", Cancellation);
        using SocketClient client = await SendAsync("DescribeApis");
        await client.ReadUntilAsync(static text => text.EndsWith('}'), Cancellation);
        Assert.Contains("Content-Type: text/html", client.Received, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gone", "no")]
    [InlineData("array", "[]")]
    [InlineData("null", "null")]
    [InlineData("hollow", "{}")]
    public async Task LeavesTheListOut(string shape, string left)
    {
        await _server.FaultsAsync($$"""[{"kind":"missingList","shape":"{{shape}}"}]""", Cancellation);
        JsonObject body = JsonNode.Parse(await BodyAsync("DescribeApis"))!.AsObject();
        Assert.Equal(1290, (int)body["TotalCount"]!);
        Assert.Equal(left, body.TryGetPropertyValue("ApiSummarys", out JsonNode? wrapper) ? wrapper?.ToJsonString() ?? "null" : "no");
    }

    [Fact]
    public async Task ClosesAConnectionThatItPromisedToKeep()
    {
        await _server.FaultsAsync("""[{"kind":"closeAfter"}]""", Cancellation);
        using SocketClient client = await SendAsync(Create);
        Assert.False(await client.ReadToEndAsync(Cancellation));
        Assert.DoesNotContain("Connection: close", client.Received, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(JsonNode.Parse(client.Body)!["SignatureId"]);
    }

    [Fact]
    public async Task SparesSomeCallsAndStopsAfterSome()
    {
        await _server.FaultsAsync("""[{"operation":"DescribeApis","kind":"notJson","skip":1,"times":2}]""", Cancellation);
        Assert.StartsWith("{", await BodyAsync("DescribeApis"), StringComparison.Ordinal);
        Assert.StartsWith("{", await BodyAsync("DescribeRegions"), StringComparison.Ordinal);
        Assert.StartsWith("OK", await BodyAsync("DescribeApis"), StringComparison.Ordinal);
        Assert.StartsWith("OK", await BodyAsync("DescribeApis"), StringComparison.Ordinal);
        Assert.StartsWith("{", await BodyAsync("DescribeApis"), StringComparison.Ordinal);
        Assert.Equal(2, (int)(await _server.PlayedFaultsAsync(Cancellation))[0]!["played"]!);
    }

    [Fact]
    public async Task PlaysTheFirstRuleThatApplies()
    {
        await _server.FaultsAsync("""[{"kind":"notJson","times":1},{"operation":"DescribeApis","kind":"emptyBody"}]""", Cancellation);
        Assert.StartsWith("OK", await BodyAsync("DescribeApis"), StringComparison.Ordinal);
        Assert.Equal(string.Empty, await BodyAsync("DescribeApis"));
        Assert.StartsWith("{", await BodyAsync("DescribeRegions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowsTheSameChancesWithTheSameSeed()
    {
        string[] runs = new string[3];
        for (int run = 0; run < runs.Length; run++)
        {
            int seed = run == 2 ? 8 : 7;
            await _server.FaultsAsync($$"""[{"kind":"emptyBody","probability":0.5,"seed":{{seed}}}]""", Cancellation);
            for (int call = 0; call < 24; call++)
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
        (string, string)[] parameters = operation == Create ? [("SignatureName", "backend_key"), ("SignatureKey", "the_key"), ("SignatureSecret", "secret_1")] : [];
        RawRequest request = new Signer { Time = DateTimeOffset.UtcNow }.Acs3(_server.Url.Authority, operation, SandboxDriver.Fields(parameters));
        return await SocketClient.SendAsync(_server.Url, request, Cancellation);
    }

    // The whole body, taken by its promised length.
    private async Task<string> BodyAsync(string operation)
    {
        using SocketClient client = await SendAsync(operation);
        await client.ReadUntilAsync(IsWhole, Cancellation);
        return client.Body;
    }

    private static bool IsWhole(string text)
    {
        const string Mark = "Content-Length: ";
        int head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        int length = text.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        return head >= 0 && text.Length - head - 4 == int.Parse(text[length..text.IndexOf('\r', length)], CultureInfo.InvariantCulture);
    }

    private async Task AssertKeysAsync(int count) => Assert.Equal(count, (int)(await _server.StateAsync(Cancellation))["signatures"]!);

    // The call must have arrived before its effect can be looked at; the server says so in its journal.
    private async Task PlayedAsync()
    {
        while ((int)(await _server.CallsAsync(Cancellation))["total"]! == 0)
        {
            Cancellation.ThrowIfCancellationRequested();
        }
    }
}

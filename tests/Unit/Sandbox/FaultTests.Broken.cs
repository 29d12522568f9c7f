using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

public sealed partial class FaultTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hangs_until_the_fault_is_cleared(bool applied)
    {
        await Server.FaultsAsync(Rule("hang", applied), Cancellation);
        using var client = await SendAsync(Create);
        await PlayedAsync();
        await AssertKeysAsync(applied ? 1 : 0);
        Assert.Empty(client.Received);
        await Server.ClearFaultsAsync(Cancellation);
        await client.ReadToEndAsync(Cancellation);
        Assert.Empty(client.Received);
        await AssertKeysAsync(applied ? 1 : 0);
    }

    [Fact]
    public async Task Drips_until_the_fault_is_cleared()
    {
        await Server.FaultsAsync("""[{"kind":"drip","chunk":8,"delay":3600000}]""", Cancellation);
        using var client = await SendAsync(Create);
        await client.ReadUntilAsync(static text => text.Contains("\r\n\r\n{\"Reque", StringComparison.Ordinal), Cancellation);
        Assert.Equal("{\"Reques", client.Body);
        await Server.ClearFaultsAsync(Cancellation);
        await client.ReadUntilAsync(static text => text.EndsWith('}'), Cancellation);
        Assert.NotNull(JsonNode.Parse(client.Body)!["SignatureId"]);
        await AssertKeysAsync(1);
    }

    [Fact]
    public async Task Closes_before_the_promised_end()
    {
        await Server.FaultsAsync("""[{"kind":"truncatedBody"}]""", Cancellation);
        using var client = await SendAsync(Create);
        Assert.False(await client.ReadToEndAsync(Cancellation));
        var promised = int.Parse(
            client.Received.Split("\r\n").Single(static line => line.StartsWith("Content-Length: ", StringComparison.Ordinal))[16..],
            CultureInfo.InvariantCulture);
        Assert.Equal(promised / 2, client.Body.Length);
        await AssertKeysAsync(1);
    }

    [Fact]
    public async Task Sends_half_of_the_JSON_as_a_whole_body()
    {
        await Server.FaultsAsync("""[{"kind":"truncatedJson"}]""", Cancellation);
        var body = await BodyAsync("DescribeApis");
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonNode.Parse(body));
        Assert.StartsWith("{\"RequestId\":\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_no_JSON()
    {
        await Server.FaultsAsync("""[{"kind":"notJson"}]""", Cancellation);
        Assert.Equal("OK, but this is no JSON", await BodyAsync("DescribeApis"));
    }

    [Fact]
    public async Task Sends_no_body()
    {
        await Server.FaultsAsync("""[{"kind":"emptyBody"}]""", Cancellation);
        Assert.Equal(string.Empty, await BodyAsync(Create));
        await AssertKeysAsync(1);
    }

    [Fact]
    public async Task Sends_the_wrong_content_type()
    {
        await Server.FaultsAsync("""[{"kind":"wrongContentType"}]""", Cancellation);
        using var client = await SendAsync("DescribeApis");
        await client.ReadUntilAsync(static text => text.EndsWith('}'), Cancellation);
        Assert.Contains("Content-Type: text/html", client.Received, StringComparison.Ordinal);
    }
}

using System.Text.RegularExpressions;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests;

/// <summary>Alibaba Cloud's own npm clients against the sandbox server.</summary>
public partial class OfficialClientTests
{
    private static string Payments { get; } = SandboxIds.OfGroup("payments");

    private static string[] PaymentIds { get; } = [.. Enumerable.Range(1, 40)
        .Select(static number => SandboxIds.OfApi("payments", number))];

    [Fact]
    public async Task Every_test_of_the_official_clients_passes()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var official = await OfficialClient.ReadyAsync(cancellation);
        await using var server = await SandboxServerProcess.StartAsync(cancellation, "--key", "STS.temporary=temporary-secret=a/token+1==");
        var temporary = new Dictionary<string, string>
        {
            ["AG_SANDBOX_TOKEN_ID"] = "STS.temporary",
            ["AG_SANDBOX_TOKEN_SECRET"] = "temporary-secret",
            ["AG_SANDBOX_TOKEN"] = "a/token+1==",
        };
        var result = await official.TestAsync(server, temporary, cancellation);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.True(Sum(result, "pass") > 25, result.ToString());
        Assert.Equal((0, 0), (Sum(result, "fail"), Sum(result, "skipped")));
    }

    [Fact]
    public async Task The_scripts_read_back_what_they_wrote()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var official = await OfficialClient.ReadyAsync(cancellation);
        await using var server = await SandboxServerProcess.StartAsync(cancellation);
        var created = await official.ScriptAsync(
            server, "create-key.mjs", ["--name", "后端_key", "--key", "the_key", "--secret", "a_@#!*secret"], cancellation);
        var key = (string)created["signatureId"]!;
        var keys = await official.ScriptAsync(server, "keys.mjs", ["--id", key], cancellation);
        Assert.Equal("a_@#!*secret", (string)keys[0]!["signatureSecret"]!);

        Assert.Equal(1, await ScriptedCallsAsync(official, server, "bind.mjs", key, "acs3"));
        var bound = await official.BindingsAsync(server, Payments, "TEST", cancellation);
        Assert.Equal(PaymentIds, bound.Keys);
        Assert.All(bound.Values, value => Assert.Equal(key, value));
        Assert.Equal(40, (await official.ScriptAsync(server, "uses.mjs", ["--signature", key], cancellation)).AsArray().Count);
        Assert.Equal(3, (await official.ScriptAsync(server, "groups.mjs", [], cancellation)).AsArray().Count);
        Assert.Equal(40, (await official.ScriptAsync(server, "apis.mjs", ["--group", Payments], cancellation)).AsArray().Count);

        await ScriptedCallsAsync(official, server, "unbind.mjs", key, "acs3");
        Assert.Empty(await official.BindingsAsync(server, Payments, "TEST", cancellation));
    }

    [Theory]
    [InlineData("get")]
    [InlineData("post")]
    public async Task The_scripts_write_with_the_older_client_too(string client)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var official = await OfficialClient.ReadyAsync(cancellation);
        await using var server = await SandboxServerProcess.StartAsync(cancellation);
        var created = await official.ScriptAsync(
            server, "create-key.mjs", ["--name", "the_name", "--key", "the_key", "--secret", "the_secret"], cancellation);
        var key = (string)created["signatureId"]!;
        await ScriptedCallsAsync(official, server, "bind.mjs", key, client);
        Assert.Equal(40, (int)(await server.StateAsync(cancellation))["bindings"]![0]!["count"]!);
        await ScriptedCallsAsync(official, server, "unbind.mjs", key, client);
        Assert.Empty((await server.StateAsync(cancellation))["bindings"]!.AsArray());
    }

    private static async Task<int> ScriptedCallsAsync(
        OfficialClient official, SandboxServerProcess server, string script, string key, string client)
    {
        var result = await official.ScriptAsync(
            server,
            script,
            ["--signature", key, "--group", Payments, "--stage", "TEST", "--apis", string.Join(',', PaymentIds), "--client", client],
            TestContext.Current.CancellationToken);
        return (int)result["calls"]!;
    }

    private static int Sum(ProcessResult result, string name) =>
        TapSum().Matches(result.Output)
            .Where(match => match.Groups[1].Value == name)
            .Sum(static match => int.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex("^# (pass|fail|skipped) (\\d+)$", RegexOptions.Multiline)]
    private static partial Regex TapSum();
}

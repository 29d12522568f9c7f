using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests;

/// <summary>Alibaba Cloud's own npm clients against the sandbox server.</summary>
public partial class OfficialClientTests
{
    [Fact]
    public async Task EveryTestOfTheOfficialClientsPasses()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        OfficialClient official = await OfficialClient.ReadyAsync(cancellation);
        await using SandboxServerProcess server = await SandboxServerProcess.StartAsync(cancellation, "--key", "STS.temporary=temporary-secret=a/token+1==");
        var temporary = new Dictionary<string, string>
        {
            ["AG_SANDBOX_TOKEN_ID"] = "STS.temporary",
            ["AG_SANDBOX_TOKEN_SECRET"] = "temporary-secret",
            ["AG_SANDBOX_TOKEN"] = "a/token+1==",
        };
        ProcessResult result = await official.TestAsync(server, temporary, cancellation);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.True(Sum(result, "pass") > 25, result.ToString());
        Assert.Equal((0, 0), (Sum(result, "fail"), Sum(result, "skipped")));
    }

    [Theory]
    [InlineData("acs3")]
    [InlineData("get")]
    [InlineData("post")]
    public async Task TheScriptsBindReadBackAndUnbind(string client)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        OfficialClient official = await OfficialClient.ReadyAsync(cancellation);
        await using SandboxServerProcess server = await SandboxServerProcess.StartAsync(cancellation);
        string group = SandboxIds.OfGroup("payments");
        string ids = string.Join(',', Enumerable.Range(1, 40).Select(static number => SandboxIds.OfApi("payments", number)));

        JsonNode created = await official.ScriptAsync(server, "create-key.mjs", ["--name", "后端_key", "--key", "the_key", "--secret", "a_@#!*secret"], cancellation);
        string key = (string)created["signatureId"]!;
        JsonNode keys = await official.ScriptAsync(server, "keys.mjs", ["--id", key], cancellation);
        Assert.Equal("a_@#!*secret", (string)keys[0]!["signatureSecret"]!);

        string[] where = ["--signature", key, "--group", group, "--stage", "TEST", "--apis", ids, "--client", client];
        Assert.Equal(1, (int)(await official.ScriptAsync(server, "bind.mjs", where, cancellation))["calls"]!);
        IReadOnlyDictionary<string, string> bound = await official.BindingsAsync(server, group, "TEST", cancellation);
        Assert.Equal(ids.Split(','), bound.Keys);
        Assert.All(bound.Values, value => Assert.Equal(key, value));
        Assert.Equal(40, (await official.ScriptAsync(server, "uses.mjs", ["--signature", key], cancellation)).AsArray().Count);

        await official.ScriptAsync(server, "unbind.mjs", where, cancellation);
        Assert.Empty(await official.BindingsAsync(server, group, "TEST", cancellation));
        Assert.Equal(3, (await official.ScriptAsync(server, "groups.mjs", [], cancellation)).AsArray().Count);
        Assert.Equal(40, (await official.ScriptAsync(server, "apis.mjs", ["--group", group], cancellation)).AsArray().Count);
    }

    private static int Sum(ProcessResult result, string name) =>
        TapSum().Matches(result.Output).Where(match => match.Groups[1].Value == name).Sum(static match => int.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex("^# (pass|fail|skipped) (\\d+)$", RegexOptions.Multiline)]
    private static partial Regex TapSum();
}

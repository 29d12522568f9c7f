using System.Text.Json.Nodes;
using AliGatewaySignature.Sandbox;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>Plug-ins, which can be listed only.</summary>
public sealed class PluginOperationTests : IDisposable
{
    private readonly SandboxDriver _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Lists_plug_ins_of_a_type()
    {
        var all = await _sandbox.CallAsync("DescribePlugins");
        Assert.Equal((1, 10, 4), ((int)all["PageNumber"]!, (int)all["PageSize"]!, (int)all["TotalCount"]!));

        var answer = await _sandbox.CallAsync("DescribePlugins", ("PluginType", "backendSignature"));
        var plugins = answer.Items("Plugins", "PluginAttribute");
        Assert.Equal(
            [("payments_signing", "2026-04-06T07:08:09Z"), ("webhook_signing", "2025-04-01T07:08:09Z")],
            plugins.Select(static one => ((string)one["PluginName"]!, (string)one["ModifiedTime"]!)));
        Assert.All(plugins, static one => Assert.Equal("backendSignature", (string)one["PluginType"]!));
        var data = JsonNode.Parse((string)plugins[0]["PluginData"]!)!;
        Assert.Equal(
            ("APIGW_BACKEND", "payments_plugin_key", "sandbox_plugin_secret_1"),
            ((string)data["type"]!, (string)data["key"]!, (string)data["secret"]!));
    }

    [Theory]
    [InlineData("PluginName", "office_only", 1)]
    [InlineData("PluginName", "office", 0)]
    [InlineData("PluginType", "cors", 0)]
    [InlineData("Tag.1.Key", "env", 0)]
    public async Task Filters_plug_ins(string name, string value, int count) =>
        Assert.Equal(count, (int)(await _sandbox.CallAsync("DescribePlugins", (name, value)))["TotalCount"]!);

    [Fact]
    public async Task Pages_through_the_APIs_of_a_plug_in()
    {
        var throttle = SandboxIds.OfPlugin("throttle_100");
        var answer = await _sandbox.CallAsync("DescribePluginApis", ("PluginId", throttle), ("PageNumber", "4"), ("PageSize", "12"));
        Assert.Equal((4, 12, 40), ((int)answer["PageNumber"]!, (int)answer["PageSize"]!, (int)answer["TotalCount"]!));
        var apis = answer.Items("ApiSummarys", "ApiPluginSummary");
        Assert.Equal(
            [("payments_api_0037", "TEST"), ("payments_api_0038", "TEST"), ("payments_api_0039", "TEST"), ("payments_api_0040", "TEST")],
            apis.Select(static one => ((string)one["ApiName"]!, (string)one["StageName"]!)));
        Assert.Equal(SandboxIds.OfGroup("payments"), (string)apis[0]["GroupId"]!);
    }

    [Theory]
    [InlineData("ApiName", "_0007", 1)]
    [InlineData("Method", "GET", 14)]
    [InlineData("Path", "/payments", 40)]
    [InlineData("GroupId", "no-such-group", 0)]
    [InlineData("ApiId", "no-such-api", 0)]
    public async Task Filters_the_APIs_of_a_plug_in(string name, string value, int count) =>
        Assert.Equal(count, (int)(await _sandbox.CallAsync(
            "DescribePluginApis", ("PluginId", SandboxIds.OfPlugin("throttle_100")), (name, value)))["TotalCount"]!);

    [Fact]
    public async Task Lists_the_groups_of_a_plug_in()
    {
        var id = SandboxIds.OfPlugin("payments_signing");
        var groups = (await _sandbox.CallAsync("DescribePluginGroups", ("PluginId", id))).Items("GroupSummarys", "GroupPluginSummary");
        Assert.Equal(("payments", "RELEASE"), ((string)groups[0]["GroupName"]!, (string)groups.Single()["StageName"]!));
        Assert.Equal(0, (int)(await _sandbox.CallAsync("DescribePluginGroups", ("PluginId", id), ("GroupName", "orders")))["TotalCount"]!);
    }

    [Theory]
    [InlineData("DescribePluginApis")]
    [InlineData("DescribePluginGroups")]
    public async Task Refuses_a_plug_in_that_is_not_there(string operation)
    {
        Assert.Equal((400, "MissingPluginId"), Refusal(await _sandbox.CallAsync(operation)));
        Assert.Equal((400, "NotFoundPlugin"), Refusal(await _sandbox.CallAsync(operation, ("PluginId", "none"))));
    }

    [Fact]
    public async Task Shows_keys_among_the_plug_ins_or_not()
    {
        var key = await _sandbox.CreateAsync();
        await _sandbox.SetAsync(key, SandboxDriver.OrderIds(1, 3), "TEST");
        var id = SandboxIds.OfPlugin(key);
        Assert.Equal(3, (int)(await _sandbox.CallAsync("DescribePluginApis", ("PluginId", id)))["TotalCount"]!);

        _sandbox.Service.Semantics = _sandbox.Service.Semantics with { KeysAsPlugins = KeysAsPlugins.Hidden };
        Assert.Equal(2, (int)(await _sandbox.CallAsync("DescribePlugins", ("PluginType", "backendSignature")))["TotalCount"]!);
        Assert.Equal((400, "NotFoundPlugin"), Refusal(await _sandbox.CallAsync("DescribePluginApis", ("PluginId", id))));
    }

    [Fact]
    public async Task Leaves_out_what_its_groups_do_not_have()
    {
        using var other = new SandboxDriver(groups: [new SandboxGroup("catalog", 3)]);
        var apis = await other.CallAsync("DescribePluginApis", ("PluginId", SandboxIds.OfPlugin("webhook_signing")));
        Assert.Equal(3, (int)apis["TotalCount"]!);
        var groups = await other.CallAsync("DescribePluginGroups", ("PluginId", SandboxIds.OfPlugin("payments_signing")));
        Assert.Equal(0, (int)groups["TotalCount"]!);
    }

    private static (int Status, string Code) Refusal(SandboxAnswer answer) => (answer.Status, (string)answer["Code"]!);
}

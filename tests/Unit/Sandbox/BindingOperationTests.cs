using AliGatewaySignature.Sandbox;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>Binding, unbinding and the three views of what is bound.</summary>
public sealed class BindingOperationTests : IDisposable
{
    private readonly SandboxDriver _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Binds_and_shows_it_from_all_three_sides()
    {
        var key = await _sandbox.CreateAsync();
        var set = await _sandbox.SetAsync(key, SandboxDriver.OrderIds(1, 2), "TEST");
        Assert.Equal(["RequestId"], set.Body.Select(static field => field.Key));

        var byStage = await _sandbox.CallAsync("DescribeApiSignatures", ("GroupId", SandboxDriver.Orders), ("StageName", "TEST"));
        var item = byStage.Items("ApiSignatures", "ApiSignatureItem")[1];
        Assert.Equal(
            [("ApiId", SandboxDriver.Order(2)), ("ApiName", "orders_api_0002"), ("SignatureId", key),
                ("SignatureName", "backend_key"), ("BoundTime", "2026-05-06T07:08:09Z")],
            item.Select(static field => (field.Key, (string)field.Value!)));

        var byApi = await _sandbox.CallAsync(
            "DescribeSignaturesByApi", ("GroupId", SandboxDriver.Orders), ("ApiId", SandboxDriver.Order(1)), ("StageName", "TEST"));
        Assert.Equal(
            [("SignatureId", key), ("SignatureName", "backend_key"), ("BoundTime", "2026-05-06T07:08:09Z")],
            Assert.Single(byApi.Items("Signatures", "SignatureItem")).Select(static field => (field.Key, (string)field.Value!)));
        Assert.False(byApi.Body.ContainsKey("TotalCount"));

        var byKey = await _sandbox.CallAsync("DescribeApisBySignature", ("SignatureId", key));
        Assert.Equal(
            [
                ("RegionId", "cn-hangzhou"), ("GroupId", SandboxDriver.Orders), ("GroupName", "orders"), ("StageName", "TEST"),
                ("ApiId", SandboxDriver.Order(1)),
                ("ApiName", "orders_api_0001"), ("Description", "A sample API of the sandbox."), ("Visibility", "PRIVATE"),
                ("BoundTime", "2026-05-06T07:08:09Z"),
            ],
            byKey.Items("ApiInfos", "ApiInfo")[0].Select(static field => (field.Key, (string)field.Value!)));
    }

    [Fact]
    public async Task Keeps_stages_apart()
    {
        var key = await _sandbox.CreateAsync();
        await _sandbox.SetAsync(key, SandboxDriver.Order(1), "PRE");
        Assert.Empty(_sandbox.Bound("RELEASE"));
        Assert.Equal(key, _sandbox.Bound("PRE")[SandboxDriver.Order(1)]);
        Assert.Empty((await _sandbox.CallAsync(
            "DescribeSignaturesByApi", ("GroupId", SandboxDriver.Orders), ("ApiId", SandboxDriver.Order(1)),
            ("StageName", "TEST"))).Items("Signatures", "SignatureItem"));
    }

    [Fact]
    public async Task Unbinds_the_named_APIs_only()
    {
        var key = await _sandbox.CreateAsync();
        await _sandbox.SetAsync(key, SandboxDriver.OrderIds(1, 3));
        Assert.Equal(200, (await _sandbox.RemoveAsync(key, SandboxDriver.OrderIds(1, 2))).Status);
        Assert.Equal([SandboxDriver.Order(3)], _sandbox.Bound().Keys);
    }

    [Fact]
    public async Task Unbinds_every_API_of_the_key_in_the_stage_when_none_is_named()
    {
        var key = await _sandbox.CreateAsync();
        var other = await _sandbox.CreateAsync("other_key");
        await _sandbox.SetAsync(key, SandboxDriver.OrderIds(1, 100));
        await _sandbox.SetAsync(key, SandboxDriver.OrderIds(101, 50));
        await _sandbox.SetAsync(other, SandboxDriver.OrderIds(201, 5));
        await _sandbox.SetAsync(key, SandboxDriver.OrderIds(1, 5), "TEST");
        Assert.Equal(200, (await _sandbox.RemoveAsync(key, null)).Status);
        Assert.Equal([other], _sandbox.Bound().Values.Distinct());
        Assert.Equal(5, _sandbox.Bound().Count);
        Assert.Equal(5, _sandbox.Bound("TEST").Count);
    }

    [Fact]
    public async Task Takes_a_hundred_ids_and_not_one_more()
    {
        var key = await _sandbox.CreateAsync();
        Assert.Equal("InvalidApiIds", (await _sandbox.SetAsync(key, SandboxDriver.OrderIds(1, 101))).Code);
        Assert.Empty(_sandbox.Bound());
        Assert.Equal(200, (await _sandbox.SetAsync(key, SandboxDriver.OrderIds(1, 100))).Status);
        Assert.Equal(100, _sandbox.Bound().Count);
        Assert.Equal("InvalidApiIds", (await _sandbox.RemoveAsync(key, SandboxDriver.OrderIds(1, 101))).Code);
        Assert.Equal(100, _sandbox.Bound().Count);
        Assert.Equal("InvalidApiIds", (await _sandbox.CallAsync(
            "DescribeApiSignatures", ("GroupId", SandboxDriver.Orders), ("StageName", "TEST"),
            ("ApiIds", SandboxDriver.OrderIds(1, 101)))).Code);
    }

    [Theory]
    [InlineData("SignatureId", "unknown", "NotFoundSignature")]
    [InlineData("GroupId", "unknown", "NotFoundApiGroup")]
    [InlineData("ApiIds", "unknown", "NotFoundApi")]
    [InlineData("StageName", "STAGING", "InvalidStageName")]
    [InlineData("StageName", "release", "InvalidStageName")]
    [InlineData("SignatureId", null, "MissingSignatureId")]
    [InlineData("GroupId", null, "MissingGroupId")]
    [InlineData("ApiIds", null, "MissingApiIds")]
    [InlineData("ApiIds", "", "MissingApiIds")]
    [InlineData("StageName", null, "MissingStageName")]
    [InlineData("ApiId", "typo", "InvalidParameter")]
    public async Task Refuses_wrong_parameters(string parameter, string? value, string code)
    {
        var key = await _sandbox.CreateAsync();
        List<(string Name, string Value)> parameters =
        [
            ("SignatureId", key), ("GroupId", SandboxDriver.Orders), ("ApiIds", SandboxDriver.Order(1)), ("StageName", "TEST"),
        ];
        parameters.RemoveAll(other => other.Name == parameter);
        if (value is not null)
        {
            parameters.Add((parameter, value));
        }

        var refused = await _sandbox.CallAsync("SetSignatureApis", [.. parameters]);
        Assert.Equal((400, code), (refused.Status, refused.Code));
        Assert.Empty(_sandbox.Bound("TEST"));
        if (parameter != "ApiIds")
        {
            Assert.Equal(code, (await _sandbox.CallAsync("RemoveSignatureApis", [.. parameters])).Code);
        }
    }

    [Fact]
    public async Task Refuses_an_API_of_another_group()
    {
        var key = await _sandbox.CreateAsync();
        var refused = await _sandbox.SetAsync(key, SandboxIds.OfApi("payments", 1));
        Assert.Equal("NotFoundApi", refused.Code);
        Assert.Equal("NotFoundApi", (await _sandbox.CallAsync(
            "DescribeSignaturesByApi", ("GroupId", SandboxDriver.Orders), ("ApiId", SandboxIds.OfApi("payments", 1)),
            ("StageName", "TEST"))).Code);
    }

    [Fact]
    public async Task Pages_through_two_hundred_and_fifty_bindings_both_ways()
    {
        var key = await _sandbox.CreateAsync();
        for (var first = 1; first <= 201; first += 100)
        {
            await _sandbox.SetAsync(key, SandboxDriver.OrderIds(first, Math.Min(100, 251 - first)));
        }

        await _sandbox.SetAsync(key, SandboxDriver.Order(7), "PRE");
        var byStage = new List<string>();
        var byKey = new List<string>();
        for (var page = 1; page <= 3; page++)
        {
            (string, string)[] paging =
            [
                ("PageNumber", page.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("PageSize", "100"),
            ];
            var answer = await _sandbox.CallAsync(
                "DescribeApiSignatures", [("GroupId", SandboxDriver.Orders), ("StageName", "RELEASE"), .. paging]);
            Assert.Equal(250, (int)answer["TotalCount"]!);
            byStage.AddRange(answer.Items("ApiSignatures", "ApiSignatureItem").Select(static item => (string)item["ApiId"]!));
            answer = await _sandbox.CallAsync("DescribeApisBySignature", [("SignatureId", key), .. paging]);
            Assert.Equal(251, (int)answer["TotalCount"]!);
            byKey.AddRange(answer.Items("ApiInfos", "ApiInfo").Select(static item => (string)item["StageName"]! + (string)item["ApiId"]!));
        }

        Assert.Equal(_sandbox.Service.ApiIds(SandboxDriver.Orders), byStage);
        Assert.Equal([.. byStage.Select(static id => "RELEASE" + id), "PRE" + SandboxDriver.Order(7)], byKey);
    }

    [Fact]
    public async Task Filters_bindings_by_id_and_ignores_ids_without()
    {
        var key = await _sandbox.CreateAsync();
        await _sandbox.SetAsync(key, SandboxDriver.OrderIds(1, 3));
        var answer = await _sandbox.CallAsync(
            "DescribeApiSignatures",
            ("GroupId", SandboxDriver.Orders), ("StageName", "RELEASE"),
            ("ApiIds", $"{SandboxDriver.Order(3)},{SandboxDriver.Order(9)},unknown,{SandboxDriver.Order(3)}"));
        Assert.Equal(1, (int)answer["TotalCount"]!);
        Assert.Equal(SandboxDriver.Order(3), (string)Assert.Single(answer.Items("ApiSignatures", "ApiSignatureItem"))["ApiId"]!);
    }

    [Fact]
    public async Task Takes_a_repeated_id_once()
    {
        var key = await _sandbox.CreateAsync();
        Assert.Equal(200, (await _sandbox.SetAsync(key, $"{SandboxDriver.Order(1)},{SandboxDriver.Order(1)}")).Status);
        Assert.Single(_sandbox.Bound());
    }

    [Fact]
    public async Task Forgets_bindings_on_reset()
    {
        var key = await _sandbox.CreateAsync();
        await _sandbox.SetAsync(key, SandboxDriver.OrderIds(1, 3));
        _sandbox.Service.Reset();
        Assert.Empty(_sandbox.Bound());
        var again = await _sandbox.CreateAsync();
        Assert.Equal(0, (int)(await _sandbox.CallAsync("DescribeApisBySignature", ("SignatureId", again)))["TotalCount"]!);
        await _sandbox.SetAsync(again, SandboxDriver.Order(1));
        Assert.Single(_sandbox.Bound());
    }

    [Fact]
    public async Task Summarizes_bindings_by_group_stage_and_key()
    {
        var key = await _sandbox.CreateAsync();
        var other = await _sandbox.CreateAsync("other_key");
        await _sandbox.SetAsync(key, SandboxDriver.OrderIds(1, 3));
        await _sandbox.SetAsync(other, SandboxDriver.OrderIds(4, 2));
        await _sandbox.SetAsync(key, SandboxIds.OfApi("payments", 1), "TEST", SandboxIds.OfGroup("payments"));
        Assert.Equal(
            [("orders", "RELEASE", key, 3), ("orders", "RELEASE", other, 2), ("payments", "TEST", key, 1)],
            _sandbox.Service.SummarizeBindings().Select(static sum => (sum.GroupName, sum.StageName, sum.SignatureId, sum.Count)));
    }
}

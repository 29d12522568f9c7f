using System.Globalization;
using System.Text.Json;
using AliGatewaySignature.Sandbox;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>APIs, groups and regions.</summary>
public sealed class ListingOperationTests : IDisposable
{
    private readonly SandboxDriver _sandbox = new(
        groups: [.. SandboxOptions.SampleGroups, SandboxGroup.Parse("drafts=3@TEST"), SandboxGroup.Parse("hidden=2@")]);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Lists_a_groups_APIs()
    {
        var answer = await _sandbox.CallAsync("DescribeApis", ("GroupId", SandboxIds.OfGroup("drafts")));
        Assert.Equal((1, 10, 3), ((int)answer["PageNumber"]!, (int)answer["PageSize"]!, (int)answer["TotalCount"]!));
        var api = answer.Items("ApiSummarys", "ApiSummary")[0];
        Assert.Equal("drafts_api_0001", (string)api["ApiName"]!);
        Assert.Equal(SandboxIds.OfApi("drafts", 1), (string)api["ApiId"]!);
        Assert.Equal("drafts", (string)api["GroupName"]!);
        Assert.Equal("GET", (string)api["ApiMethod"]!);
        Assert.Equal("/drafts/drafts_api_0001", (string)api["ApiPath"]!);
        Assert.Equal("2026-05-06T07:08:09Z", (string)api["CreatedTime"]!);
        Assert.Empty(api["TagList"]!["Tag"]!.AsArray());
        Assert.Equal(
            [("RELEASE", "NONDEPLOYED"), ("PRE", "NONDEPLOYED"), ("TEST", "DEPLOYED")],
            api["DeployedInfos"]!["DeployedInfo"]!.AsArray()
                .Select(static info => ((string)info!["StageName"]!, (string)info["DeployedStatus"]!)));
    }

    [Fact]
    public async Task Pages_through_all_APIs_of_all_groups()
    {
        var ids = new List<string>();
        for (var page = 1; page <= 13; page++)
        {
            var answer = await _sandbox.CallAsync(
                "DescribeApis", ("PageNumber", page.ToString(CultureInfo.InvariantCulture)), ("PageSize", "100"));
            Assert.Equal(1295, (int)answer["TotalCount"]!);
            ids.AddRange(answer.Items("ApiSummarys", "ApiSummary").Select(static api => (string)api["ApiId"]!));
        }

        Assert.Equal(_sandbox.Service.Groups.SelectMany(group => _sandbox.Service.ApiIds(SandboxIds.OfGroup(group.Name))), ids);
        Assert.Equal(1295, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("ApiName", "API_0007", 3)]
    [InlineData("ApiName", "orders", 250)]
    [InlineData("ApiPath", "/payments/payments_api_0001", 1)]
    [InlineData("ApiPath", "/payments", 0)]
    [InlineData("ApiMethod", "get", 434)]
    [InlineData("Visibility", "PRIVATE", 1295)]
    [InlineData("Visibility", "PUBLIC", 0)]
    [InlineData("StageName", "TEST", 1293)]
    [InlineData("StageName", "RELEASE", 1290)]
    [InlineData("UnDeployed", "true", 2)]
    [InlineData("UnDeployed", "True", 2)]
    [InlineData("UnDeployed", "false", 1295)]
    [InlineData("CatalogId", "any", 0)]
    [InlineData("Tag.1.Key", "any", 0)]
    [InlineData("EnableTagAuth", "true", 1295)]
    [InlineData("ApiId", "unknown", 0)]
    public async Task Filters_APIs(string parameter, string value, int found)
    {
        var answer = await _sandbox.CallAsync("DescribeApis", (parameter, value));
        Assert.Equal(200, answer.Status);
        Assert.Equal(found, (int)answer["TotalCount"]!);
        Assert.Equal(Math.Min(found, 10), answer.Items("ApiSummarys", "ApiSummary").Length);
    }

    [Fact]
    public async Task Pages_through_filtered_APIs()
    {
        var answer = await _sandbox.CallAsync("DescribeApis", ("ApiName", "orders_"), ("PageSize", "100"), ("PageNumber", "3"));
        Assert.Equal(250, (int)answer["TotalCount"]!);
        Assert.Equal(
            Enumerable.Range(201, 50).Select(SandboxDriver.Order),
            answer.Items("ApiSummarys", "ApiSummary").Select(static api => (string)api["ApiId"]!));
    }

    [Fact]
    public async Task Finds_unpublished_APIs_of_a_stage()
    {
        var answer = await _sandbox.CallAsync("DescribeApis", ("StageName", "PRE"), ("UnDeployed", "true"));
        Assert.Equal(5, (int)answer["TotalCount"]!);
    }

    [Fact]
    public async Task Lists_groups()
    {
        var answer = await _sandbox.CallAsync("DescribeApiGroups", ("GroupName", "ORDER"));
        var group = Assert.Single(answer.Items("ApiGroupAttributes", "ApiGroupAttribute"));
        Assert.Equal(SandboxDriver.Orders, (string)group["GroupId"]!);
        Assert.Equal("orders", (string)group["GroupName"]!);
        Assert.Equal(JsonValueKind.Number, group["TrafficLimit"]!.GetValueKind());
        Assert.Empty(group["Tags"]!["TagInfo"]!.AsArray());
    }

    [Fact]
    public async Task Sorts_groups_both_ways()
    {
        var up = Names(await _sandbox.CallAsync("DescribeApiGroups", ("Sort", "asc")));
        var down = Names(await _sandbox.CallAsync("DescribeApiGroups"));
        Assert.Equal(["orders", "payments", "catalog", "drafts", "hidden"], up);
        Assert.Equal(Enumerable.Reverse(up), down);
        Assert.Equal("InvalidSort", (await _sandbox.CallAsync("DescribeApiGroups", ("Sort", "sideways"))).Code);
        var second = Names(await _sandbox.CallAsync("DescribeApiGroups", ("Sort", "asc"), ("PageSize", "1"), ("PageNumber", "2")));
        Assert.Equal(["payments"], second);
    }

    [Theory]
    [InlineData("DescribeApis", "PageSize", "100", null)]
    [InlineData("DescribeApis", "PageSize", "101", "InvalidPageSize")]
    [InlineData("DescribeApis", "PageSize", "0", "InvalidPageSize")]
    [InlineData("DescribeApis", "PageNumber", "0", "InvalidPageNumber")]
    [InlineData("DescribeApis", "PageNumber", "-1", "InvalidPageNumber")]
    [InlineData("DescribeApis", "PageNumber", "one", "InvalidPageNumber")]
    [InlineData("DescribeApis", "UnDeployed", "maybe", "InvalidUnDeployed")]
    [InlineData("DescribeApis", "GroupId", "unknown", "NotFoundApiGroup")]
    [InlineData("DescribeApis", "StageName", "prod", "InvalidStageName")]
    [InlineData("DescribeApiGroups", "PageSize", "50", null)]
    [InlineData("DescribeApiGroups", "PageSize", "51", "InvalidPageSize")]
    [InlineData("DescribeSignatures", "PageSize", "100", null)]
    [InlineData("DescribeSignatures", "PageSize", "101", "InvalidPageSize")]
    public async Task Holds_the_limits_of_pages(string operation, string parameter, string value, string? code) =>
        Assert.Equal(code, (await _sandbox.CallAsync(operation, (parameter, value))).Code);

    [Fact]
    public async Task Lists_its_one_region()
    {
        var answer = await _sandbox.CallAsync("DescribeRegions", ("Language", "en"));
        var region = Assert.Single(answer.Items("Regions", "Region"));
        Assert.Equal("cn-hangzhou", (string)region["RegionId"]!);
        Assert.Equal("apigateway.cn-hangzhou.aliyuncs.com", (string)region["RegionEndpoint"]!);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("=5")]
    [InlineData("orders=-5")]
    [InlineData("orders=5@PROD")]
    [InlineData("orders=5@TEST@PRE")]
    public void Refuses_a_sample_group_that_it_cannot_read(string text) => Assert.Throws<FormatException>(() => SandboxGroup.Parse(text));

    private static string[] Names(SandboxAnswer answer) =>
        [.. answer.Items("ApiGroupAttributes", "ApiGroupAttribute").Select(static group => (string)group["GroupName"]!)];
}

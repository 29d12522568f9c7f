using AliGatewaySignature.Sandbox;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>What a page of a listing has that shows nothing: a sister operation of the service leaves its list out.</summary>
public class EmptyPageTests
{
    [Theory]
    [InlineData("DescribeSignatures", "SignatureInfos", "1")]
    [InlineData("DescribeApis", "ApiSummarys", "1000")]
    [InlineData("DescribeApiGroups", "ApiGroupAttributes", "1000")]
    public async Task Has_its_list_or_not(string operation, string wrapper, string page)
    {
        using var keeps = new SandboxDriver(static start => start with { EmptyPage = EmptyPage.KeepsList });
        Assert.Empty((await keeps.CallAsync(operation, ("PageNumber", page)))[wrapper]!.AsObject().Single().Value!.AsArray());

        using var leaves = new SandboxDriver(static start => start with { EmptyPage = EmptyPage.LeavesListOut });
        var reply = await leaves.CallAsync(operation, ("PageNumber", page));
        Assert.Null(reply[wrapper]);
        Assert.NotNull(reply["TotalCount"]);
    }

    [Fact]
    public async Task Has_its_list_where_there_is_something()
    {
        using var sandbox = new SandboxDriver(static start => start with { EmptyPage = EmptyPage.LeavesListOut });
        var reply = await sandbox.CallAsync("DescribeApiGroups");
        Assert.NotEmpty(reply["ApiGroupAttributes"]!["ApiGroupAttribute"]!.AsArray());
    }
}

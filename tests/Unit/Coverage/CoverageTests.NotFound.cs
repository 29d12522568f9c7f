using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.Coverage;

public partial class CoverageTests
{
    /// <summary>Only that the key or the plug-in itself is not there means that it signs nothing.</summary>
    [Theory]
    [InlineData("DescribeApisBySignature", "NotFoundApiGroup")]
    [InlineData("DescribePluginApis", "NotFoundStage")]
    [InlineData("DescribePluginGroups", "NotFoundApiGroup")]
    public async Task What_is_not_found_besides_is_a_failure(string operation, string code)
    {
        using var world = await CoverageWorld.LargeAsync(Semantics("Hidden", "KeepsList"), Token);
        world.Sandbox.Disturb = (_, call) => call.Operation.Name == operation ? CoverageSandbox.Refused(400, code) : null;
        var (rows, _, _) = await world.Sandbox.CoverAsync(Token);
        Assert.DoesNotContain(rows, static row => row.State == AgCoverageState.Unsigned);
        Assert.Contains(rows, static row => row.State == AgCoverageState.Unknown);
    }

    /// <summary>A status that nobody knows is neither published nor not.</summary>
    [Theory]
    [InlineData("""[{"StageName":"TEST"}]""")]
    [InlineData("""[{"StageName":"TEST","DeployedStatus":"DEPLOYING"}]""")]
    public async Task A_stage_of_no_known_status_is_unknown(string stages)
    {
        using var sandbox = new CoverageSandbox(new SandboxOptions { Groups = [new SandboxGroup("payments", 2)] });
        sandbox.Disturb = (_, call) => call.Operation.Name == "DescribeApis"
            ? new ApiReply(200, new Dictionary<string, string>(), $$$"""
                {"RequestId":"R","TotalCount":1,"ApiSummarys":{"ApiSummary":[
                  {"ApiId":"a","GroupId":"g","DeployedInfos":{"DeployedInfo":{{{stages}}}}}]}}
                """)
            {
                SignedBy = ScriptedTransport.Signer,
            }
            : null;
        var (rows, _, _) = await sandbox.CoverAsync(Token);
        Assert.Equal(3, rows.Count(static row => row is { ApiId: "a", State: AgCoverageState.Unknown, IsPublished: null }));
    }
}

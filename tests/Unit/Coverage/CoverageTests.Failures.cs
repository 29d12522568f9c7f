using AliGatewaySignature.Coverage;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.Coverage;

public partial class CoverageTests
{
    /// <summary>One call fails, whichever it is: exactly the rows that it could have decided are unknown, and the rest is true.</summary>
    [Theory]
    [InlineData("denied", "Shown")]
    [InlineData("denied", "Hidden")]
    [InlineData("lost", "Hidden")]
    [InlineData("unreadable", "Hidden")]
    public async Task Each_call_that_fails_leaves_open_what_it_would_have_decided(string how, string keysAsPlugins)
    {
        using var world = await CoverageWorld.SmallAsync(Semantics(keysAsPlugins, "KeepsList"), Token);
        var sandbox = world.Sandbox;
        var truth = await world.TruthAsync(Token);
        await sandbox.CoverAsync(Token, throttleLimit: 1);
        var calls = sandbox.TakeCalls();
        for (var position = 0; position < calls.Count; position++)
        {
            ApiCall? failed = null;
            sandbox.Disturb = (number, call) => number == position ? Fail(failed = call, how) : null;
            var (rows, sources, apisFailure) = await sandbox.CoverAsync(Token, throttleLimit: 1);
            sandbox.TakeCalls();

            var isApis = failed!.Operation.Name == "DescribeApis";
            Assert.Equal(isApis, apisFailure is not null);
            Assert.Equal(isApis ? 0 : 1, sources.Failures.Count);
            var expected = Expected(world, truth, failed, keysAsPlugins == "Shown", sources);
            Assert.Equal(Sorted(expected), Sorted(rows.Select(ExpectedRow.Of)));
            Assert.All(rows, row => Assert.Equal(row.State == AgCoverageState.Unknown, row.Reason is not null));
            Assert.All(
                rows.Where(static row => row.Reason is not null),
                row => Assert.StartsWith(sources.Failures[0].Exception.Message, row.Reason, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("DescribeApisBySignature", "NotFoundSignature")]
    [InlineData("DescribePluginApis", "NotFoundPlugin")]
    [InlineData("DescribePluginGroups", "NotFoundPlugin")]
    public async Task What_was_deleted_in_the_meantime_is_bound_nowhere(string operation, string code)
    {
        using var world = await CoverageWorld.SmallAsync(Semantics("Hidden", "KeepsList"), Token);
        world.Sandbox.Disturb = (_, call) => call.Operation.Name == operation ? CoverageSandbox.Refused(400, code) : null;
        var (rows, sources, _) = await world.Sandbox.CoverAsync(Token);
        Assert.Empty(sources.Failures);
        Assert.DoesNotContain(rows, static row => row.State == AgCoverageState.Unknown);
        var gone = operation switch
        {
            "DescribeApisBySignature" => AgSignatureSource.Key,
            "DescribePluginApis" => AgSignatureSource.ApiPlugin,
            _ => AgSignatureSource.GroupPlugin,
        };
        Assert.DoesNotContain(rows, row => row.Source == gone);
    }

    [Fact]
    public async Task What_was_read_before_a_page_failed_is_true()
    {
        using var world = await CoverageWorld.LargeAsync(Semantics("Hidden", "KeepsList"), Token);
        var truth = (await world.TruthAsync(Token)).ToDictionary(static row => (row.ApiId, row.StageName));
        world.Sandbox.Disturb = static (_, call) =>
            call.Operation.Name is "DescribeApisBySignature" or "DescribeSignatures" or "DescribePluginApis" && Page(call) == "2"
                ? CoverageSandbox.Denied()
                : null;
        var (rows, _, _) = await world.Sandbox.CoverAsync(Token);
        Assert.Equal(100, rows.Count(row => row.SignatureName == "key_000"));
        Assert.All(rows, row => Assert.True(
            row.State == AgCoverageState.Unknown
                || ExpectedRow.Of(row) == truth[(row.ApiId, row.StageName)]
                || row.PluginName == world.OwnPlugins.GetValueOrDefault((row.ApiId, row.StageName)),
            row.ToString()));
        Assert.DoesNotContain(rows, static row => row.State == AgCoverageState.Unsigned);
    }

    [Fact]
    public async Task Stages_that_the_service_does_not_tell_are_unknown()
    {
        using var sandbox = new CoverageSandbox(new SandboxOptions { Groups = [new SandboxGroup("payments", 2)] });
        sandbox.Disturb = static (_, call) => call.Operation.Name == "DescribeApis"
            ? new ApiReply(200, new Dictionary<string, string>(), $$$"""
                {"RequestId":"R","TotalCount":3,"PageNumber":1,"PageSize":100,"ApiSummarys":{"ApiSummary":[
                  {"ApiId":"old","GroupId":"{{{SandboxIds.OfGroup("payments")}}}"},
                  {"ApiId":"nowhere","GroupId":"g","DeployedInfos":{}},
                  {"ApiId":"groupless","DeployedInfos":{"DeployedInfo":[{"StageName":"TEST","DeployedStatus":"DEPLOYED"}]}}]}}
                """)
            {
                SignedBy = ScriptedTransport.Signer,
            }
            : null;
        var (rows, _, _) = await sandbox.CoverAsync(Token);
        Assert.Equal(
            [
                ("groupless", "TEST", true, AgCoverageState.Unknown), ("old", "RELEASE", null, AgCoverageState.SignedByPlugin),
                ("old", "PRE", null, AgCoverageState.Unknown), ("old", "TEST", null, AgCoverageState.Unknown),
            ],
            rows.Select(static row => (row.ApiId, row.StageName, row.IsPublished, row.State)));
        Assert.All(rows, static row => Assert.Equal(row.State == AgCoverageState.Unknown, row.Reason is not null));
    }

    [Fact]
    public async Task Plug_ins_of_other_types_that_a_filter_lets_through_are_left_alone()
    {
        using var sandbox = new CoverageSandbox(new SandboxOptions { Groups = [new SandboxGroup("payments", 2)] });
        sandbox.Disturb = static (_, call) => call.Operation.Name == "DescribePlugins"
            ? new ApiReply(200, new Dictionary<string, string>(), $$$"""
                {"RequestId":"R","TotalCount":2,"Plugins":{"PluginAttribute":[
                  {"PluginId":"{{{SandboxIds.OfPlugin("throttle_100")}}}","PluginType":"trafficControl"},
                  {"PluginId":"{{{SandboxIds.OfPlugin("payments_signing")}}}","PluginType":"BackendSignature"}]}}
                """)
            {
                SignedBy = ScriptedTransport.Signer,
            }
            : null;
        var (rows, _, _) = await sandbox.CoverAsync(Token);
        Assert.Equal(2, rows.Count(static row => row.State == AgCoverageState.SignedByPlugin));
        Assert.Equal(4, rows.Count(static row => row.State == AgCoverageState.Unsigned));
    }

    [Fact]
    public async Task Ends_when_it_is_told_to()
    {
        using var world = await CoverageWorld.SmallAsync(Semantics("Shown", "KeepsList"), Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        world.Sandbox.Disturb = (number, _) =>
        {
            if (number == 5)
            {
                stop.Cancel();
            }

            return null;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Sandbox.CoverAsync(stop.Token));
        Assert.True(world.Sandbox.TakeCalls().Count < 15);
    }

    [Fact]
    public void A_short_form_counts_what_it_cannot_tell()
    {
        var sources = new SignatureSources();
        sources.Fail(CoverageLevel.Key, new AgException(Faults.PermissionDenied, "DescribeSignatures: Forbidden."));
        var unsigned = new UnsignedApis(() => sources, "TEST");
        Assert.Null(unsigned.Failure);
        Assert.False(unsigned.Has(Api("g", "TEST")));
        Assert.Contains("Of 1 API published to TEST it is not known", unsigned.Failure!.Message, StringComparison.Ordinal);
        Assert.False(unsigned.Has(Api("g", "test")));
        Assert.False(unsigned.Has(Api("g", "PRE")));
        Assert.Contains("Of 2 APIs published to TEST", unsigned.Failure!.Message, StringComparison.Ordinal);
        Assert.EndsWith("DescribeSignatures: Forbidden.", unsigned.Failure.Message, StringComparison.Ordinal);
        Assert.Equal("PermissionDenied", unsigned.Failure.ErrorId);

        var groupless = new UnsignedApis(() => new SignatureSources(), "TEST");
        Assert.True(groupless.Has(Api("g", "TEST")));
        Assert.False(groupless.Has(Api(string.Empty, "TEST")));
        Assert.Equal("UnreadableReply", groupless.Failure!.ErrorId);
    }

    private static AgApi Api(string groupId, string stage) =>
        new() { ApiId = "a", GroupId = groupId, DeployedStages = [stage], TellsStages = true };

    private static ApiReply Fail(ApiCall call, string how) => how switch
    {
        "denied" => CoverageSandbox.Denied(),
        "lost" => throw new AgException(Faults.ConnectionLost, call.Operation.Name + ": the connection broke."),
        _ => new ApiReply(200, new Dictionary<string, string>(), """{"RequestId":"R"}""") { SignedBy = ScriptedTransport.Signer },
    };

    private static string? Page(ApiCall call) => Parameter(call, "PageNumber");

    private static string? Parameter(ApiCall call, string name) =>
        call.Parameters.FirstOrDefault(parameter => parameter.Name == name).Value;

    private static IEnumerable<ExpectedRow> Expected(
        CoverageWorld world, IReadOnlyList<ExpectedRow> truth, ApiCall failed, bool keysAsPlugins, SignatureSources sources)
    {
        var name = failed.Operation.Name;
        var plugin = new Dictionary<string, string>
        {
            [SandboxIds.OfPlugin("on_apis")] = "on_apis",
            [SandboxIds.OfPlugin("on_apis_not_published")] = "on_apis_not_published",
            [SandboxIds.OfPlugin("on_groups")] = "on_groups",
            [SandboxIds.OfPlugin("on_another_group")] = "on_another_group",
        }.GetValueOrDefault(Parameter(failed, "PluginId") ?? string.Empty);
        var ofKey = Parameter(failed, "SignatureId");
        foreach (var row in truth)
        {
            var lost = row.Source switch
            {
                AgSignatureSource.Key => name == "DescribeSignatures"
                    || (name == "DescribeApisBySignature" && sources.KeyOf(row.ApiId, row.StageName) is null),
                AgSignatureSource.ApiPlugin => name == "DescribePlugins" || (name == "DescribePluginApis" && row.Name == plugin),
                AgSignatureSource.GroupPlugin => name is "DescribePlugins" or "DescribePluginApis" or "DescribeSignatures"
                        or "DescribeApisBySignature"
                    || (name == "DescribePluginGroups" && row.Name == plugin),
                _ => name != "DescribeApis",
            };
            if (name == "DescribeApis")
            {
                // Bindings are all that is left, and where they are published nobody said.
                if (row.Source is AgSignatureSource.Key or AgSignatureSource.ApiPlugin)
                {
                    yield return row with { IsPublished = null };
                }
            }
            else if (!lost)
            {
                yield return row;
            }
            else if (keysAsPlugins && row.Source == AgSignatureSource.Key)
            {
                // The view of plug-ins has it nevertheless.
                yield return row with { State = AgCoverageState.SignedByPlugin, Source = AgSignatureSource.ApiPlugin };
            }
            else if (row.Source == AgSignatureSource.Key && world.OwnPlugins.TryGetValue((row.ApiId, row.StageName), out var own))
            {
                yield return row with { State = AgCoverageState.SignedByPlugin, Source = AgSignatureSource.ApiPlugin, Name = own };
            }
            else if (row.IsPublished == true)
            {
                yield return row with { State = AgCoverageState.Unknown, Source = AgSignatureSource.None, Name = null };
            }
        }

        Assert.True(ofKey is null || name == "DescribeApisBySignature");
    }
}

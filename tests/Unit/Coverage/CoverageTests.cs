using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Coverage;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using Xunit;

namespace AliGatewaySignature.Tests.Coverage;

/// <summary>Which APIs go out signed, and with what; and how many calls it takes to know.</summary>
public partial class CoverageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Shown", "KeepsList", 1)]
    [InlineData("Hidden", "LeavesListOut", 4)]
    public async Task Says_of_1000_APIs_in_three_stages_what_each_says_alone(string keysAsPlugins, string emptyPage, int throttleLimit)
    {
        using var world = await CoverageWorld.LargeAsync(Semantics(keysAsPlugins, emptyPage), Token);
        Assert.Equal(1_000, world.ApiCount);
        var truth = await world.TruthAsync(Token);

        var (rows, sources, failure) = await world.Sandbox.CoverAsync(Token, throttleLimit: throttleLimit);

        Assert.Empty(sources.Failures);
        Assert.Null(failure);
        Assert.Equal(Sorted(truth), Sorted(rows.Select(ExpectedRow.Of)));
        Assert.True(world.Sandbox.MostAtOnce <= throttleLimit, $"{world.Sandbox.MostAtOnce} calls at once");

        // The world is worth asking about: every answer occurs, with and without being published.
        Assert.Equal(3, truth.Select(static row => row.State).Distinct().Count());
        Assert.Equal(4, truth.Select(static row => row.Source).Distinct().Count());
        Assert.Contains(truth, static row => row is { IsPublished: false, Source: AgSignatureSource.Key });
        Assert.Contains(truth, static row => row is { IsPublished: false, Source: AgSignatureSource.ApiPlugin });
    }

    [Theory]
    [InlineData("Shown")]
    [InlineData("Hidden")]
    public async Task Takes_as_many_calls_as_keys_plug_ins_and_pages_make(string keysAsPlugins)
    {
        using var world = await CoverageWorld.LargeAsync(Semantics(keysAsPlugins, "KeepsList"), Token);
        await world.Sandbox.CoverAsync(Token);
        var calls = world.Sandbox.TakeCalls().CountBy(static call => call.Operation.Name).ToDictionary();

        // A key stands among the plug-ins with the same bindings.
        List<(int Apis, int Groups)> plugins = [.. world.PluginPlaces];
        if (keysAsPlugins == "Shown")
        {
            plugins.AddRange(world.BindingCounts.Select(static count => (count, 0)));
        }

        Assert.Equal(
            new Dictionary<string, int>
            {
                ["DescribeApis"] = Pages(world.ApiCount),
                ["DescribeSignatures"] = Pages(world.Keys.Count),
                ["DescribeApisBySignature"] = world.BindingCounts.Sum(Pages),
                ["DescribePlugins"] = Pages(plugins.Count),
                ["DescribePluginApis"] = plugins.Sum(static one => Pages(one.Apis)),
                ["DescribePluginGroups"] = plugins.Sum(static one => Pages(one.Groups)),
            },
            calls);
        Assert.Contains(world.BindingCounts, static count => count > 100);
        Assert.Contains(world.BindingCounts, static count => count == 0);
    }

    [Fact]
    public async Task Groups_and_stages_cost_no_call()
    {
        var one = await CallsAsync(new SandboxGroup("all", 100));
        var many = await CallsAsync([.. Enumerable.Range(1, 50).Select(static i => new SandboxGroup($"group_{i}", 2))]);
        Assert.Equal((5, 5), (one, many));

        static async Task<int> CallsAsync(params SandboxGroup[] groups)
        {
            using var sandbox = new CoverageSandbox(new SandboxOptions
            {
                Groups = groups,
                Plugins = [SandboxPlugin.Signing("the_plugin", "plugin_key", "plugin_secret", TimeSpan.Zero)],
            });
            Assert.Equal(300, (await sandbox.CoverAsync(Token)).Rows.Count);
            return sandbox.TakeCalls().Count;
        }
    }

    [Fact]
    public async Task Looks_at_one_group_and_some_stages_only()
    {
        using var world = await CoverageWorld.SmallAsync(Semantics("Shown", "KeepsList"), Token);
        var truth = await world.TruthAsync(Token);
        var drafts = SandboxIds.OfGroup("drafts");
        List<string> ids = [.. world.Sandbox.Service.ApiIds(drafts)];

        var (rows, _, _) = await world.Sandbox.CoverAsync(Token, new CoverageScope
        {
            GroupIds = [drafts],
            Stages = ["release", "TEST"],
            RegionId = "cn-hangzhou",
            AccountId = "123",
        });

        Assert.Equal(
            Sorted(truth.Where(row => ids.Contains(row.ApiId) && row.StageName is "RELEASE" or "TEST")),
            Sorted(rows.Select(ExpectedRow.Of)));
        Assert.All(rows, static row => Assert.Equal(("cn-hangzhou", "123", "drafts"), (row.RegionId, row.AccountId, row.GroupName)));
        Assert.Contains(rows, static row => row.IsPublished == false);
    }

    [Fact]
    public void Finds_keys_and_plug_ins_too_old()
    {
        var now = new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);
        var sources = new SignatureSources { Now = now };
        var key = new AgSignature { SignatureId = "k", SignatureName = "the_key", ModifiedTime = now - TimeSpan.FromDays(90) };
        sources.Add(key, [new AgSignatureBinding("k", "g", "TEST", "a", AgBindingState.Bound)]);
        sources.Add(new SigningPlugin("p", "the_plugin", null, now - TimeSpan.FromDays(91)), [new PluginPlace("g", "TEST", null)]);
        sources.Add(new SigningPlugin("q", "no_time", null, null), [new PluginPlace("g", "PRE", null)]);
        sources.Add(new SigningPlugin("r", "ahead", null, now + TimeSpan.FromMinutes(1)), [new PluginPlace("g", "RELEASE", null)]);

        Assert.Equal(AgCoverageState.Signed, Of("a", "TEST", 90).State);
        Assert.Equal(AgCoverageState.SignedByPlugin, Of("b", "TEST", null).State);
        Assert.Equal((AgCoverageState.KeyTooOld, AgSignatureSource.GroupPlugin), (Of("b", "TEST", 90).State, Of("b", "TEST", 90).Source));
        Assert.Equal((AgCoverageState.KeyTooOld, AgSignatureSource.Key), (Of("a", "TEST", 89).State, Of("a", "TEST", 89).Source));
        Assert.Equal((AgCoverageState.Unknown, null), (Of("b", "PRE", 1).State, Of("b", "PRE", 1).Age(sources)));
        Assert.NotNull(Of("b", "PRE", 1).Reason);
        Assert.Equal(AgCoverageState.SignedByPlugin, Of("b", "PRE", null).State);
        Assert.Equal((AgCoverageState.SignedByPlugin, TimeSpan.Zero), (Of("b", "RELEASE", 0).State, Of("b", "RELEASE", 0).Age(sources)));
        CoverageDecision Of(string apiId, string stage, int? days) => CoverageDecision.Of(
            sources, "g", apiId, stage, days is { } most ? TimeSpan.FromDays(most) : null);
    }

    [Fact]
    public void A_key_that_moved_while_it_was_read_is_the_one_bound_later()
    {
        var early = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        foreach (var oldFirst in new[] { true, false })
        {
            var sources = new SignatureSources();
            var old = (Key("old"), new AgSignatureBinding("old", "g", "TEST", "A1", AgBindingState.Bound) { BoundTime = early });
            var late = (
                Key("new"), new AgSignatureBinding("new", "g", "TEST", "a1", AgBindingState.Bound) { BoundTime = early.AddDays(1) });
            foreach (var (key, binding) in oldFirst ? [old, late] : new[] { late, old })
            {
                sources.Add(key, [binding]);
            }

            Assert.Equal("new", sources.KeyOf("a1", "test")!.Key.SignatureId);
        }

        static AgSignature Key(string id) => new() { SignatureId = id };
    }

    private static SandboxSemantics Semantics(string keysAsPlugins, string emptyPage) => new()
    {
        KeysAsPlugins = Enum.Parse<KeysAsPlugins>(keysAsPlugins),
        EmptyPage = Enum.Parse<EmptyPage>(emptyPage),
    };

    private static int Pages(int count) => Math.Max(1, (count + 99) / 100);

    private static IEnumerable<ExpectedRow> Sorted(IEnumerable<ExpectedRow> rows) =>
        rows.OrderBy(static row => row.ApiId, StringComparer.Ordinal).ThenBy(static row => row.StageName, StringComparer.Ordinal);
}

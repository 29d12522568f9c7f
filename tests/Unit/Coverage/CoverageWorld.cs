using AliGatewaySignature.Credentials;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;

namespace AliGatewaySignature.Tests.Coverage;

/// <summary>A sandbox with keys and plug-ins all over its APIs, and the truth about each API alone.</summary>
internal sealed class CoverageWorld : IDisposable
{
    private static readonly string[] Stages = ["RELEASE", "PRE", "TEST"];
    private readonly IReadOnlyList<SandboxGroup> _groups;
    private readonly IReadOnlyList<SandboxPlugin> _plugins;

    private CoverageWorld(
        IReadOnlyList<SandboxGroup> groups, IReadOnlyList<SandboxPlugin> plugins, SandboxSemantics semantics)
    {
        _groups = groups;
        _plugins = plugins;
        Sandbox = new CoverageSandbox(new SandboxOptions { Groups = groups, Plugins = plugins, Semantics = semantics });
    }

    public CoverageSandbox Sandbox { get; }

    /// <summary>The ids of the keys.</summary>
    public List<string> Keys { get; } = [];

    /// <summary>To how many APIs each key was bound, in their order.</summary>
    public IReadOnlyList<int> BindingCounts { get; private set; } = [];

    /// <summary>The plug-ins of APIs of their own, also where a key is bound as well.</summary>
    public Dictionary<(string ApiId, string StageName), string> OwnPlugins { get; } = [];

    /// <summary>How many APIs there are.</summary>
    public int ApiCount => _groups.Sum(static group => group.ApiCount);

    /// <summary>The plug-ins that sign: the number of APIs and of groups that each is bound to.</summary>
    public IEnumerable<(int Apis, int Groups)> PluginPlaces => _plugins
        .Where(static plugin => plugin.Type == SandboxPlugin.SigningType)
        .Select(static plugin => (
            plugin.Places.Sum(static place => place.ApiCount), plugin.Places.Count(static place => place.ApiCount == 0)));

    /// <summary>1,000 APIs in five groups, one of them nowhere near published and one only to TEST.</summary>
    public static Task<CoverageWorld> LargeAsync(SandboxSemantics semantics, CancellationToken cancellationToken) => BuildAsync(
        [
            new("orders", 400), new("payments", 250), new("catalog", 200, ["RELEASE", "TEST"]), new("drafts", 100, ["TEST"]),
            new("hidden", 50, []),
        ],
        keyCount: 120,
        semantics,
        cancellationToken);

    /// <summary>The same in small: every listing fits a page.</summary>
    public static Task<CoverageWorld> SmallAsync(SandboxSemantics semantics, CancellationToken cancellationToken) => BuildAsync(
        [
            new("orders", 30), new("payments", 25), new("catalog", 20, ["RELEASE", "TEST"]), new("drafts", 10, ["TEST"]),
            new("hidden", 5, []),
        ],
        keyCount: 4,
        semantics,
        cancellationToken);

    /// <summary>What signs an API in a stage, found out for it alone; null where it is neither published nor bound there.</summary>
    public async Task<ExpectedRow?> TruthAsync(string group, int number, string stage, CancellationToken cancellationToken)
    {
        var apiId = SandboxIds.OfApi(group, number);
        var keys = await Sandbox.Client.DescribeSignaturesByApiAsync(SandboxIds.OfGroup(group), apiId, stage, cancellationToken);
        var own = PluginAt(place => place.ApiCount > 0 && number >= place.FirstApi && number < place.FirstApi + place.ApiCount);
        var ofGroup = PluginAt(static place => place.ApiCount == 0);
        var isPublished = _groups.Single(one => one.Name == group).Stages.Contains(stage);
        var key = keys.SingleOrDefault();
        if (own is not null)
        {
            OwnPlugins[(apiId, stage)] = own;
        }

        return key is null && own is null && !isPublished ? null
            : key is not null
                ? new ExpectedRow(apiId, stage, isPublished, AgCoverageState.Signed, AgSignatureSource.Key, key.SignatureName)
            : own is not null
                ? new ExpectedRow(apiId, stage, isPublished, AgCoverageState.SignedByPlugin, AgSignatureSource.ApiPlugin, own)
            : ofGroup is not null
                ? new ExpectedRow(apiId, stage, isPublished, AgCoverageState.SignedByPlugin, AgSignatureSource.GroupPlugin, ofGroup)
            : new ExpectedRow(apiId, stage, isPublished, AgCoverageState.Unsigned, AgSignatureSource.None, null);

        string? PluginAt(Func<SandboxPluginPlace, bool> covers) => _plugins
            .Where(static plugin => plugin.Type == SandboxPlugin.SigningType)
            .LastOrDefault(plugin => plugin.Places.Any(place =>
                place.GroupName == group && place.StageName == stage && covers(place)))?.Name;
    }

    /// <summary>The truth about every API in every stage.</summary>
    public async Task<List<ExpectedRow>> TruthAsync(CancellationToken cancellationToken)
    {
        var rows = new List<ExpectedRow>();
        foreach (var group in _groups)
        {
            for (var number = 1; number <= group.ApiCount; number++)
            {
                foreach (var stage in Stages)
                {
                    if (await TruthAsync(group.Name, number, stage, cancellationToken) is { } row)
                    {
                        rows.Add(row);
                    }
                }
            }
        }

        Sandbox.TakeCalls();
        return rows;
    }

    public void Dispose() => Sandbox.Dispose();

    private static async Task<CoverageWorld> BuildAsync(
        IReadOnlyList<SandboxGroup> groups, int keyCount, SandboxSemantics semantics, CancellationToken cancellationToken)
    {
        var world = new CoverageWorld(groups, Plugins(groups), semantics with { UnpublishedApi = Acceptance.Allow });
        var client = world.Sandbox.Client;
        for (var i = 0; i < keyCount; i++)
        {
            var key = await client.CreateSignatureAsync($"key_{i:D3}", $"key_{i:D3}", PlainText.Protect("a_secret_1"), cancellationToken);
            world.Keys.Add(key.SignatureId);
        }

        // A third of the APIs in each stage has a key: the first one a large share, the last none.
        var counts = new int[keyCount];
        var random = new Random(20261130);
        foreach (var group in groups)
        {
            foreach (var stage in Stages)
            {
                var chosen = Enumerable.Range(1, group.ApiCount).Where(_ => random.Next(3) == 0)
                    .GroupBy(_ => random.Next(2) == 0 ? 0 : random.Next(keyCount - 1));
                foreach (var ofKey in chosen)
                {
                    List<string> ids = [.. ofKey.Select(number => SandboxIds.OfApi(group.Name, number))];
                    counts[ofKey.Key] += ids.Count;
                    foreach (var part in ids.Chunk(100))
                    {
                        await client.SetSignatureApisAsync(
                            world.Keys[ofKey.Key], SandboxIds.OfGroup(group.Name), stage, part, null, cancellationToken);
                    }
                }
            }
        }

        world.BindingCounts = counts;
        world.Sandbox.TakeCalls();
        return world;
    }

    private static SandboxPlugin[] Plugins(IReadOnlyList<SandboxGroup> groups) =>
    [
        SandboxPlugin.Signing(
            "on_apis", "plugin_key_1", "plugin_secret_1", TimeSpan.FromDays(1),
            [.. groups.Take(2).Select(static group => new SandboxPluginPlace(group.Name, "RELEASE", 2, group.ApiCount / 2))]),
        SandboxPlugin.Signing(
            "on_apis_not_published", "plugin_key_2", "plugin_secret_2", TimeSpan.FromDays(2),
            new SandboxPluginPlace("drafts", "RELEASE", 1, 3), new SandboxPluginPlace("hidden", "TEST", 2, 2)),
        SandboxPlugin.Signing(
            "on_groups", "plugin_key_3", "plugin_secret_3", TimeSpan.FromDays(3),
            new SandboxPluginPlace("orders", "RELEASE"), new SandboxPluginPlace("catalog", "TEST")),
        SandboxPlugin.Signing(
            "on_another_group", "plugin_key_4", "plugin_secret_4", TimeSpan.FromDays(4), new SandboxPluginPlace("drafts", "TEST")),
        SandboxPlugin.Signing("on_nothing", "plugin_key_5", "plugin_secret_5", TimeSpan.FromDays(5)),
        new("throttles", "trafficControl", """{"unit":"MINUTE","apiDefault":100}""")
        {
            Places = [new SandboxPluginPlace("payments", "PRE"), new SandboxPluginPlace("payments", "TEST", 1, 20)],
        },
    ];
}

/// <summary>A row as it should be.</summary>
internal sealed record ExpectedRow(
    string ApiId, string StageName, bool? IsPublished, AgCoverageState State, AgSignatureSource Source, string? Name)
{
    public static ExpectedRow Of(AgSignatureCoverage row) => new(
        row.ApiId, row.StageName, row.IsPublished, row.State, row.Source, row.SignatureName ?? row.PluginName);
}

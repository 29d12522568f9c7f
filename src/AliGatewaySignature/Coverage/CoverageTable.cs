using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Coverage;

/// <summary>The rows: each API in each stage that it is published to, and the bindings of those that are not.</summary>
internal sealed class CoverageTable(SignatureSources sources, Listing<AgApi> apis, CoverageScope scope)
{
    private const string StagesUntold = "The service does not say which stages the API is published to.";

    private const string GroupUntold = "The service does not say which group the API belongs to, and a group may have a plug-in.";

    private readonly List<AgSignatureCoverage> _rows = [];
    private readonly HashSet<string> _seen = new(Ids.Comparer);

    /// <summary>Every row, in the order of groups, APIs and stages.</summary>
    public static IReadOnlyList<AgSignatureCoverage> Of(SignatureSources sources, Listing<AgApi> apis, CoverageScope scope)
    {
        var table = new CoverageTable(sources, apis, scope);
        table.AddApis();
        table.AddBindings();
        return
        [
            .. table._rows
                .OrderBy(static row => row.GroupName ?? row.GroupId, StringComparer.OrdinalIgnoreCase)
                .ThenBy(static row => row.GroupId, StringComparer.Ordinal)
                .ThenBy(static row => row.ApiName ?? row.ApiId, StringComparer.OrdinalIgnoreCase)
                .ThenBy(static row => row.ApiId, StringComparer.Ordinal)
                .ThenBy(static row => StageNames.OrderOf(row.StageName))
                .ThenBy(static row => row.StageName, StringComparer.Ordinal),
        ];
    }

    private void AddApis()
    {
        foreach (var api in apis.Items)
        {
            foreach (var stage in api.TellsStages ? api.DeployedStages : scope.AskedStages)
            {
                if (scope.HasStage(stage))
                {
                    Add(api.ApiId, api.ApiName, api.GroupId, api.GroupName, stage, api.TellsStages ? true : null);
                }
            }
        }
    }

    private void AddBindings()
    {
        var told = new HashSet<string>(apis.Items.Where(static api => api.TellsStages).Select(static api => api.ApiId), Ids.Comparer);
        foreach (var (_, binding) in sources.Keys)
        {
            AddBinding(binding.ApiId, binding.ApiName, binding.GroupId, binding.GroupName, binding.StageName);
        }

        foreach (var (_, place) in sources.ApiPlugins)
        {
            AddBinding(place.ApiId!, place.ApiName, place.GroupId, place.GroupName, place.StageName);
        }

        void AddBinding(string apiId, string? apiName, string groupId, string? groupName, string stage)
        {
            if (scope.Has(groupId, stage))
            {
                // An API that the listing did not come to may well be published.
                Add(apiId, apiName, groupId, groupName, stage, told.Contains(apiId) ? false : null);
            }
        }
    }

    private void Add(string apiId, string? apiName, string groupId, string? groupName, string stage, bool? isPublished)
    {
        if (!_seen.Add(apiId + "\n" + stage))
        {
            return;
        }

        var decision = CoverageDecision.Of(sources, groupId, apiId, stage, scope.MaxKeyAge);
        if (decision.State == AgCoverageState.Unsigned && (isPublished is null || groupId.Length == 0))
        {
            decision = CoverageDecision.Unknown(null, isPublished is null ? StagesUntold : GroupUntold);
        }

        _rows.Add(new AgSignatureCoverage
        {
            ApiId = apiId,
            ApiName = apiName,
            GroupId = groupId,
            GroupName = groupName,
            StageName = stage,
            IsPublished = isPublished,
            State = decision.State,
            Source = decision.Source,
            SignatureId = decision.Key?.Key.SignatureId,
            SignatureName = decision.Key?.Key.SignatureName,
            PluginId = decision.Plugin?.Plugin.PluginId,
            PluginName = decision.Plugin?.Plugin.PluginName,
            ModifiedTime = decision.ModifiedTime,
            KeyAge = decision.Age(sources),
            Reason = decision.Reason,
            RegionId = scope.RegionId,
            AccountId = scope.AccountId,
        });
    }
}

using AliGatewaySignature.Credentials;
using AliGatewaySignature.Model;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.CloudApi;

/// <summary>From the objects of a reply to those of the pipeline. Null means that a part is missing that every such object has.</summary>
internal static class Mapping
{
    public static AgSignature? Signature(JsonReply item, bool includeSecret) =>
        item.Text("SignatureId") is not { Length: > 0 } id
            ? null
            : new AgSignature
            {
                SignatureId = id,
                SignatureName = item.Text("SignatureName") ?? string.Empty,
                SignatureKey = item.Text("SignatureKey"),
                SignatureSecret = includeSecret && item.Text("SignatureSecret") is { } secret ? PlainText.Protect(secret) : null,
                RegionId = item.Text("RegionId"),
                CreatedTime = item.Date("CreatedTime"),
                ModifiedTime = item.Date("ModifiedTime"),
            };

    /// <summary>A binding; what the reply does not repeat is known from the request.</summary>
    public static AgSignatureBinding? Binding(JsonReply item, string? signatureId, string? groupId, string? stageName, string? apiId)
    {
        signatureId ??= item.Text("SignatureId");
        groupId ??= item.Text("GroupId");
        stageName ??= item.Text("StageName");
        apiId ??= item.Text("ApiId");
        return string.IsNullOrEmpty(signatureId)
            || string.IsNullOrEmpty(groupId)
            || string.IsNullOrEmpty(stageName)
            || string.IsNullOrEmpty(apiId)
            ? null
            : new AgSignatureBinding(signatureId!, groupId!, stageName!, apiId!, AgBindingState.Bound)
            {
                SignatureName = item.Text("SignatureName"),
                GroupName = item.Text("GroupName"),
                ApiName = item.Text("ApiName"),
                BoundTime = item.Date("BoundTime"),
                IsVerified = true,
            };
    }

    public static AgApi? Api(JsonReply item) =>
        item.Text("ApiId") is not { Length: > 0 } id
            ? null
            : new AgApi
            {
                ApiId = id,
                ApiName = item.Text("ApiName"),
                ApiMethod = item.Text("ApiMethod"),
                ApiPath = item.Text("ApiPath"),
                GroupId = item.Text("GroupId") ?? string.Empty,
                GroupName = item.Text("GroupName"),
                RegionId = item.Text("RegionId"),
                Visibility = item.Text("Visibility"),
                Description = item.Text("Description"),
                DeployedStages = DeployedStages(item),
                TellsStages = TellsStages(item),
                CreatedTime = item.Date("CreatedTime"),
                ModifiedTime = item.Date("ModifiedTime"),
            };

    public static AgApiGroup? Group(JsonReply item) =>
        item.Text("GroupId") is not { Length: > 0 } id
            ? null
            : new AgApiGroup
            {
                GroupId = id,
                GroupName = item.Text("GroupName"),
                SubDomain = item.Text("SubDomain"),
                BasePath = item.Text("BasePath"),
                InstanceId = item.Text("InstanceId"),
                InstanceType = item.Text("InstanceType"),
                RegionId = item.Text("RegionId"),
                Description = item.Text("Description"),
                IllegalStatus = item.Text("IllegalStatus"),
                BillingStatus = item.Text("BillingStatus"),
                TrafficLimit = item.Number("TrafficLimit"),
                CreatedTime = item.Date("CreatedTime"),
                ModifiedTime = item.Date("ModifiedTime"),
            };

    /// <summary>A plug-in. What it keeps is not read: it may hold a Secret.</summary>
    public static SigningPlugin? Plugin(JsonReply item) =>
        item.Text("PluginId") is not { Length: > 0 } id
            ? null
            : new SigningPlugin(id, item.Text("PluginName"), item.Text("PluginType"), item.Date("ModifiedTime"));

    /// <summary>An API, or a group, that a plug-in is bound to.</summary>
    public static PluginPlace? Place(JsonReply item, bool isApi) =>
        item.Text("GroupId") is not { Length: > 0 } groupId
            || item.Text("StageName") is not { Length: > 0 } stage
            || (isApi && string.IsNullOrEmpty(item.Text("ApiId")))
            ? null
            : new PluginPlace(groupId, stage, isApi ? item.Text("ApiId") : null)
            {
                GroupName = item.Text("GroupName"),
                ApiName = item.Text("ApiName"),
            };

    /// <summary>Whether the stages can be read: what is listed has names, and is published or is not. It may list none.</summary>
    private static bool TellsStages(JsonReply api) =>
        api.Object("DeployedInfos") is { } infos
        && (!infos.Has("DeployedInfo") || infos.Objects("DeployedInfo")?.All(static one =>
            one.Text("StageName") is not null && one.Text("DeployedStatus")?.ToUpperInvariant() is "DEPLOYED" or "NONDEPLOYED") == true);

    private static StageList DeployedStages(JsonReply api)
    {
        var stages = new List<string>();
        foreach (var deployed in api.List("DeployedInfos", "DeployedInfo") ?? [])
        {
            if (string.Equals(deployed.Text("DeployedStatus"), "DEPLOYED", StringComparison.OrdinalIgnoreCase)
                && deployed.Text("StageName") is { } stage)
            {
                stages.Add(stage);
            }
        }

        return new StageList(stages);
    }
}

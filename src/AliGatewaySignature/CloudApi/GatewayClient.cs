using System.Security;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.CloudApi;

/// <summary>
/// One method per operation of API Gateway 2016-07-14 (CloudAPI): typed request to typed reply, an AgException
/// for everything else. Cheap to make; a cmdlet makes one with itself as the observer.
/// </summary>
internal sealed partial class GatewayClient(IApiTransport transport, IClock clock, ICallObserver observer, IWriteLog? log = null)
{
    /// <summary>The clock of the client: when something was read.</summary>
    public TimeSpan Elapsed => clock.Elapsed;

    /// <summary>The time of this machine.</summary>
    public DateTimeOffset UtcNow => clock.UtcNow;

    /// <summary>Waits between two looks at what a call did.</summary>
    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) => clock.Delay(time, cancellationToken);

    /// <summary>Creates a key. Not repeated after an ambiguous failure: that could leave a second key.</summary>
    public async Task<AgSignature> CreateSignatureAsync(string name, string key, SecureString secret, CancellationToken cancellationToken)
    {
        var call = Call(Operations.CreateSignature, new CallArguments()
            .Add("SignatureName", name)
            .Add("SignatureKey", key)
            .AddSecret("SignatureSecret", secret));
        var note = new WriteNote(Operations.CreateSignature) { SignatureName = name };
        return await SignatureOf(call, note, name, key, secret, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes a key; null leaves a part as it is. Acts at once on every API that the key is bound to.</summary>
    /// <param name="signatureId">The key.</param>
    /// <param name="name">Its new name.</param>
    /// <param name="key">Its new Key.</param>
    /// <param name="secret">Its new Secret.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="previousName">What it is called before; null where that is not known.</param>
    public async Task<AgSignature> ModifySignatureAsync(
        string signatureId, string? name, string? key, SecureString? secret, CancellationToken cancellationToken,
        string? previousName = null)
    {
        var call = Call(Operations.ModifySignature, new CallArguments()
            .Add("SignatureId", signatureId)
            .Add("SignatureName", name)
            .Add("SignatureKey", key)
            .AddSecret("SignatureSecret", secret));
        var note = new WriteNote(Operations.ModifySignature)
        {
            SignatureId = signatureId,
            SignatureName = name,
            PreviousSignatureName = previousName,
        };
        return await SignatureOf(call, note, name ?? string.Empty, key, secret, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a key, which must not be bound to any API.</summary>
    /// <param name="signatureId">The key.</param>
    /// <param name="isKnown">Whether the key was seen. Only then "not found" after an attempt without an answer means done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="name">The name of the key; null where it is not known.</param>
    public Task DeleteSignatureAsync(string signatureId, bool isKnown, CancellationToken cancellationToken, string? name = null)
    {
        var call = Call(Operations.DeleteSignature, new CallArguments().Add("SignatureId", signatureId));
        return WriteAsync(
            new WriteNote(call.Operation) { SignatureId = signatureId, SignatureName = name },
            async () =>
            {
                try
                {
                    return (await SendAsync(call, cancellationToken).ConfigureAwait(false)).Reply.ShownRequestId(call);
                }
                catch (AgException e) when (e.Kind == Faults.NotFound && e.OutcomeUnknown && e.HttpStatus < 500 && isKnown)
                {
                    // An attempt without an answer was carried out after all: the key is gone, as it should be.
                    return e.RequestId;
                }
            },
            Done,
            cancellationToken);
    }

    /// <summary>Binds a key to APIs of one group in one stage; at most <see cref="Operation.IdsPerCall"/> ids.</summary>
    public Task SetSignatureApisAsync(
        string signatureId, string groupId, string stageName, IReadOnlyList<string> apiIds, CallPurpose? purpose,
        CancellationToken cancellationToken) =>
        WriteApisAsync(Operations.SetSignatureApis, signatureId, groupId, stageName, apiIds, purpose, cancellationToken);

    /// <summary>Unbinds a key from APIs of one group in one stage; at most <see cref="Operation.IdsPerCall"/> ids.</summary>
    public Task RemoveSignatureApisAsync(
        string signatureId, string groupId, string stageName, IReadOnlyList<string> apiIds, CallPurpose? purpose,
        CancellationToken cancellationToken) =>
        WriteApisAsync(Operations.RemoveSignatureApis, signatureId, groupId, stageName, apiIds, purpose, cancellationToken);

    /// <summary>Unbinds a key from every API of a group in a stage. The only call that leaves the ids out.</summary>
    public Task RemoveAllSignatureApisAsync(
        string signatureId, string groupId, string stageName, CancellationToken cancellationToken, CallPurpose? purpose = null) =>
        WriteApisAsync(
            Operations.RemoveSignatureApis, signatureId, groupId, stageName, null, purpose ?? new CallPurpose("every API"),
            cancellationToken);

    /// <summary>The keys bound to the APIs of a group in a stage: to all of them, or to those named (at most 100).</summary>
    public Task<ApiPage<AgSignatureBinding>> DescribeApiSignaturesAsync(
        string groupId, string stageName, IReadOnlyList<string>? apiIds, int page, CancellationToken cancellationToken)
    {
        var asked = apiIds is null ? null : new HashSet<string>(apiIds, Ids.Comparer);
        return PageAsync(
            Operations.DescribeApiSignatures,
            new CallArguments()
                .Add("GroupId", groupId)
                .Add("StageName", stageName)
                .AddIds(apiIds, Operations.DescribeApiSignatures.IdsPerCall),
            page,
            "ApiSignatures", "ApiSignatureItem",
            item => Mapping.Binding(item, null, groupId, stageName, null),
            binding => asked?.Contains(binding.ApiId) != false,
            cancellationToken);
    }

    /// <summary>The keys of the account in this region.</summary>
    public Task<ApiPage<AgSignature>> DescribeSignaturesAsync(
        string? signatureId, string? signatureName, bool includeSecret, int page, CancellationToken cancellationToken) =>
        PageAsync(
            Operations.DescribeSignatures,
            new CallArguments()
                .Add("SignatureId", signatureId)
                .Add("SignatureName", signatureName),
            page,
            "SignatureInfos", "SignatureInfo",
            item => Mapping.Signature(item, includeSecret),
            key => Ids.IsSame(signatureId, key.SignatureId),
            cancellationToken);

    /// <summary>The keys bound to one API in one stage; the service does not page this.</summary>
    public async Task<IReadOnlyList<AgSignatureBinding>> DescribeSignaturesByApiAsync(
        string groupId, string apiId, string stageName, CancellationToken cancellationToken)
    {
        var page = await PageAsync(
            Operations.DescribeSignaturesByApi,
            new CallArguments()
                .Add("GroupId", groupId)
                .Add("ApiId", apiId)
                .Add("StageName", stageName),
            1,
            "Signatures", "SignatureItem",
            item => Mapping.Binding(item, null, groupId, stageName, apiId),
            null,
            cancellationToken).ConfigureAwait(false);
        return page.Items;
    }

    /// <summary>Where a key is bound, over all groups and stages of the region.</summary>
    public Task<ApiPage<AgSignatureBinding>> DescribeApisBySignatureAsync(
        string signatureId, int page, CancellationToken cancellationToken) =>
        PageAsync(
            Operations.DescribeApisBySignature,
            new CallArguments()
                .Add("SignatureId", signatureId),
            page,
            "ApiInfos", "ApiInfo",
            item => Mapping.Binding(item, signatureId, null, null, null),
            null,
            cancellationToken);

    /// <summary>The APIs that a filter lets through.</summary>
    public Task<ApiPage<AgApi>> DescribeApisAsync(ApiFilter filter, int page, CancellationToken cancellationToken) =>
        PageAsync(
            Operations.DescribeApis,
            new CallArguments()
                .Add("GroupId", filter.GroupId)
                .Add("ApiId", filter.ApiId)
                .Add("ApiName", filter.ApiName)
                .Add("ApiMethod", filter.ApiMethod)
                .Add("ApiPath", filter.ApiPath)
                .Add("CatalogId", filter.CatalogId)
                .Add("StageName", filter.StageName)
                .Add("UnDeployed", filter.UnDeployed)
                .Add("Visibility", filter.Visibility)
                .AddTags(filter.Tags),
            page,
            "ApiSummarys", "ApiSummary", Mapping.Api,
            api => Ids.IsSame(filter.ApiId, api.ApiId) && Ids.IsSame(filter.GroupId, api.GroupId),
            cancellationToken);

    /// <summary>The API groups that a filter lets through.</summary>
    public Task<ApiPage<AgApiGroup>> DescribeApiGroupsAsync(ApiGroupFilter filter, int page, CancellationToken cancellationToken) =>
        PageAsync(
            Operations.DescribeApiGroups,
            new CallArguments()
                .Add("GroupId", filter.GroupId)
                .Add("GroupName", filter.GroupName)
                .Add("InstanceId", filter.InstanceId)
                .Add("BasePath", filter.BasePath)
                .Add("Sort", filter.Sort)
                .AddTags(filter.Tags),
            page,
            "ApiGroupAttributes", "ApiGroupAttribute", Mapping.Group,
            group => Ids.IsSame(filter.GroupId, group.GroupId),
            cancellationToken);

    /// <summary>The plug-ins that make the gateway sign. Whoever asks looks at each whether it does.</summary>
    public Task<ApiPage<SigningPlugin>> DescribePluginsAsync(int page, CancellationToken cancellationToken) =>
        PageAsync(
            Operations.DescribePlugins, new CallArguments().Add("PluginType", SigningPlugin.Type), page,
            "Plugins", "PluginAttribute", Mapping.Plugin, null, cancellationToken);

    /// <summary>The APIs that a plug-in is bound to, over all groups and stages of the region.</summary>
    public Task<ApiPage<PluginPlace>> DescribePluginApisAsync(string pluginId, int page, CancellationToken cancellationToken) =>
        PageAsync(
            Operations.DescribePluginApis, new CallArguments().Add("PluginId", pluginId), page,
            "ApiSummarys", "ApiPluginSummary", static item => Mapping.Place(item, isApi: true), null, cancellationToken);

    /// <summary>The groups that a plug-in is bound to as a whole, over all stages of the region.</summary>
    public Task<ApiPage<PluginPlace>> DescribePluginGroupsAsync(string pluginId, int page, CancellationToken cancellationToken) =>
        PageAsync(
            Operations.DescribePluginGroups, new CallArguments().Add("PluginId", pluginId), page,
            "GroupSummarys", "GroupPluginSummary", static item => Mapping.Place(item, isApi: false), null, cancellationToken);

    /// <summary>Lists the regions of the service. Changes nothing, and any key may ask it.</summary>
    public Task DescribeRegionsAsync(CancellationToken cancellationToken) =>
        SendAsync(Call(Operations.DescribeRegions, new CallArguments()), cancellationToken);
}

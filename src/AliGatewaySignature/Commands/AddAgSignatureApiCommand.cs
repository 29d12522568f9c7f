using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.Batching;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Binds a backend signature key to APIs (SetSignatureApis), in calls of at most 100 ids each. Acts at once; nothing need
/// be republished.
/// </summary>
[Cmdlet(VerbsCommon.Add, "AgSignatureApi", SupportsShouldProcess = true)]
[OutputType(typeof(AgSignatureBinding))]
public sealed class AddAgSignatureApiCommand : AgBatchCommand
{
    /// <summary>The id of the key.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateId]
    public string SignatureId { get; set; } = string.Empty;

    /// <summary>The id of the group that the APIs belong to.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateId]
    public string GroupId { get; set; } = string.Empty;

    /// <summary>The stage: RELEASE, PRE or TEST.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [StageNameTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string StageName { get; set; } = string.Empty;

    /// <summary>The ids of the APIs, as strings or as objects that have an ApiId.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ApiIdTransformation]
    [ValidateId]
    public string[] ApiId { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord() => Collect(SignatureId, GroupId, StageName, ApiId);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        base.EndProcessing();
        WriteSummary("bound");
    }

    private protected override bool Gate(Batch batch) =>
        new Confirmation(this).Approves(
            $"Bind the key {batch.Key.SignatureId} to {IdList.Count(batch.ApiIds.Count)} of group {batch.Key.GroupId} in {batch.Key.StageName}.",
            $"Bind the key {batch.Key.SignatureId} to {IdList.Count(batch.ApiIds.Count)} of group {batch.Key.GroupId} in {batch.Key.StageName}: {IdList.Shorten(batch.ApiIds)}? "
            + "Their backends get signed requests at once.",
            "Bind a key");

    private protected override async Task<IReadOnlyList<AgSignatureBinding>> SendAsync(Batch batch, CancellationToken cancellationToken)
    {
        await Client.SetSignatureApisAsync(
            batch.Key.SignatureId!, batch.Key.GroupId, batch.Key.StageName, batch.ApiIds, batch.ToString(), cancellationToken).ConfigureAwait(false);
        return Bindings.Of(batch, AgBindingState.Bound);
    }
}

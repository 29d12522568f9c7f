using System.Management.Automation;
using AliGatewaySignature.Batching;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Binds a backend signature key to APIs (SetSignatureApis), in calls of at most 100 ids each. Acts at once; nothing need
/// be republished.
/// </summary>
[Cmdlet(VerbsCommon.Add, "AgSignatureApi", SupportsShouldProcess = true)]
[OutputType(typeof(AgSignatureBinding))]
public sealed class AddAgSignatureApiCommand : AgBindingChangeCommand
{
    /// <summary>Made by PowerShell.</summary>
    public AddAgSignatureApiCommand()
        : base(BindingChange.Bind)
    {
    }

    /// <summary>The id of the key.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateId]
    [ArgumentCompleter(typeof(SignatureIdCompleter))]
    public string SignatureId { get; set; } = string.Empty;

    /// <summary>The id of the group that the APIs belong to.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateId]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
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
    [ArgumentCompleter(typeof(ApiIdCompleter))]
    public string[] ApiId { get; set; } = [];

    /// <summary>Reads each batch first and sends only the APIs that do not carry the key yet, so that a rerun is nearly free.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter SkipBound { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Batches!.Add(new BatchKey(SignatureId, GroupId, StageName), ApiId);

    private protected override Batch? Ask(Batch batch)
    {
        var plan = SkipBound ? WithoutBound(batch) : batch;
        var ids = plan.ToSend;
        return ids.Count == 0 || new Confirmation(this).Approves(
            $"Bind the key {plan.Key.SignatureId} to {IdList.Count(ids.Count)} of group {plan.Key.GroupId} in {plan.Key.StageName}.",
            $"Bind the key {plan.Key.SignatureId} to {IdList.Count(ids.Count)} of group {plan.Key.GroupId} in "
                + $"{plan.Key.StageName}: {IdList.Shorten(ids)}? "
            + "Their backends get signed requests at once.",
            "Bind a key") ? plan : null;
    }

    /// <summary>Reads before asking, so that the question and -WhatIf name what would really change.</summary>
    private Batch WithoutBound(Batch batch)
    {
        var carried = Run(token => new BindingReader(Client).ReadAsync(batch.Key, batch.ApiIds, token));
        var bound = batch.ApiIds
            .Where(apiId => BindingChange.StateOf(batch, carried.TryGetValue(apiId, out var key) ? key : null) == AgBindingState.Bound)
            .ToList();
        return batch.WithSettled(bound);
    }
}

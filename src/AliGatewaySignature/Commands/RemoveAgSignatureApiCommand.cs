using System.Management.Automation;
using AliGatewaySignature.Batching;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Unbinds a backend signature key from APIs (RemoveSignatureApis), in calls of at most 100 ids each. From then on their
/// backends get requests without a signature. Every API of a group and stage only with -All.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "AgSignatureApi", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = ApiSet)]
[OutputType(typeof(AgSignatureBinding))]
public sealed class RemoveAgSignatureApiCommand : AgBindingChangeCommand
{
    private const string ApiSet = "Api";
    private const string AllSet = "All";

    /// <summary>Made by PowerShell.</summary>
    public RemoveAgSignatureApiCommand()
        : base(BindingChange.Unbind)
    {
    }

    /// <summary>The id of the key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, ParameterSetName = AllSet)]
    [ValidateId]
    [ArgumentCompleter(typeof(SignatureIdCompleter))]
    public string SignatureId { get; set; } = string.Empty;

    /// <summary>The id of the group that the APIs belong to.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, ParameterSetName = AllSet)]
    [ValidateId]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    public string GroupId { get; set; } = string.Empty;

    /// <summary>The stage: RELEASE, PRE or TEST.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, ParameterSetName = AllSet)]
    [StageNameTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string StageName { get; set; } = string.Empty;

    /// <summary>The ids of the APIs, as strings or as objects that have an ApiId.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ApiSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ApiIdTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(ApiIdCompleter))]
    public string[] ApiId { get; set; } = [];

    /// <summary>Unbinds the key from every API of the group in the stage. Nothing binds from the pipeline then.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AllSet)]
    [SwitchTransformation]
    public SwitchParameter All { get; set; }

    /// <summary>Does not ask. -WhatIf still wins.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (ParameterSetName == AllSet && !All)
        {
            ThrowFailure(new AgException(Faults.AllMustBeTrue, "-All:$false neither names APIs nor asks for all of them."));
        }

        if (ParameterSetName == AllSet && MyInvocation.ExpectingInput)
        {
            // The pipeline's objects could not bind, but they say that somebody meant these APIs and not every one.
            ThrowFailure(new AgException(
                Faults.AllTakesNoInput, "-All and pipeline input exclude each other: the pipeline names APIs, -All means every API."));
        }

        base.BeginProcessing();
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ApiSet)
        {
            Batches!.Add(new BatchKey(SignatureId, GroupId, StageName), ApiId);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (ParameterSetName == AllSet)
        {
            ChangeOne(SignatureId, 0, RemoveAll);
        }

        base.EndProcessing();
    }

    private protected override Batch? Ask(Batch batch) =>
        new Confirmation(this, Force).Approves(
            $"Unbind the key {batch.Key.SignatureId} from {IdList.Count(batch.ApiIds.Count)} of group {batch.Key.GroupId} in "
                + $"{batch.Key.StageName}.",
            $"Unbind the key {batch.Key.SignatureId} from {IdList.Count(batch.ApiIds.Count)} of group {batch.Key.GroupId} in "
                + $"{batch.Key.StageName}: {IdList.Shorten(batch.ApiIds)}? "
            + "Their backends get unsigned requests at once.",
            "Unbind a key") ? batch : null;

    private void RemoveAll()
    {
        // Read before asking: the question says how many it is about, and the result names them.
        var clearing = new StageClearing(Client, new BatchKey(SignatureId, GroupId, StageName));
        var bound = Run(clearing.ReadAsync);
        var count = IdList.Count(bound.ApiIds.Count);
        Expect(bound.ApiIds.Count);
        if (new Confirmation(this, Force).Approves(
            $"Unbind the key {SignatureId} from every API of group {GroupId} in {StageName} (now {count}).",
            $"Every API of group {GroupId} in {StageName} loses the key {SignatureId}; now that is {count}. "
            + "Their backends get unsigned requests at once. Go on?",
            "Unbind a key from every API of a group and stage"))
        {
            ShowResult(Send(
                $"unbinding the key {SignatureId} from every API of group {GroupId} in {StageName} ({count})",
                token => clearing.RunAsync(bound, Verify, token),
                Tally.Add));
        }
    }
}

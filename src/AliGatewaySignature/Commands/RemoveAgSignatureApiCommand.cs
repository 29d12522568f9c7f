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
    [Parameter(ParameterSetName = ApiSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = AllSet)]
    [SignatureIdTransformation(TakesValues = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(SignatureIdCompleter))]
    public string? SignatureId { get; set; }

    /// <summary>The name of the key, in place of its id.</summary>
    [Parameter(ParameterSetName = ApiSet)]
    [Parameter(ParameterSetName = AllSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SignatureNameCompleter))]
    public string? SignatureName { get; set; }

    /// <summary>The id of the group that the APIs belong to.</summary>
    [Parameter(ParameterSetName = ApiSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = AllSet)]
    [AllowNull]
    [AllowEmptyString]
    [GroupIdTransformation(TakesValues = true)]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    public string? GroupId { get; set; }

    /// <summary>The name of the group, in place of its id.</summary>
    [Parameter(ParameterSetName = ApiSet)]
    [Parameter(ParameterSetName = AllSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    public string? GroupName { get; set; }

    /// <summary>The stage: RELEASE, PRE or TEST.</summary>
    [Parameter(ParameterSetName = ApiSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, ParameterSetName = AllSet)]
    [StageNameTransformation(TakesValues = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string? StageName { get; set; }

    /// <summary>The ids of the APIs, as strings or as objects that have an ApiId.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ApiSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ApiIdTransformation(PassesRefusals = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(ApiIdCompleter))]
    public string?[]? ApiId { get; set; }

    /// <summary>Unbinds the key from every API of the group in the stage. Nothing binds from the pipeline then.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AllSet)]
    [SwitchTransformation]
    public SwitchParameter All { get; set; }

    /// <summary>Sends without reading first what the APIs carry. -WhatIf and -Verify read all the same.</summary>
    [Parameter(ParameterSetName = ApiSet)]
    [SwitchTransformation]
    public SwitchParameter SkipRead { get; set; }

    /// <summary>Does not ask. -WhatIf still wins.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Force { get; set; }

    private protected override bool SkipsReading => SkipRead;

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
        if (ParameterSetName == ApiSet && Input(SignatureId, GroupId, StageName, ApiId) is { } input)
        {
            Batches!.Add(input);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (ParameterSetName == AllSet)
        {
            if (Target.SignatureId is not { Length: > 0 } signatureId || Target.GroupId is not { Length: > 0 } groupId
                || StageName is not { Length: > 0 } stageName)
            {
                ThrowFailure(new AgException(
                    Faults.InvalidInput,
                    "-All takes a key, a group and a stage: give -SignatureName or -SignatureId, -GroupName or -GroupId, and -StageName."));
                return;
            }

            ChangeOne(signatureId, 0, () => RemoveAll(new BatchKey(signatureId, groupId, stageName)));
        }

        base.EndProcessing();
    }

    private protected override Confirmation NewConfirmation() => new(this, Force);

    private protected override bool Approves(Batch batch)
    {
        var what = $"Unbind {BatchWords.Key(batch, batch.Key.SignatureId!)} from {IdList.Count(batch.ToSend.Count)} of "
            + $"{BatchWords.Group(batch)} in {batch.Key.StageName}{BatchWords.Parts(batch)}";
        return Confirmation.Approves(
            what + ".", $"{what}? {BatchWords.List(batch, batch.ToSend)}. Their backends get unsigned requests at once.", "Unbind a key");
    }

    private void RemoveAll(BatchKey key)
    {
        // Read before asking: the question says how many it is about, and the result names them.
        var clearing = new StageClearing(Client, key) { Keys = Keys, Groups = Groups };
        var bound = Run(clearing.ReadAsync);
        var count = IdList.Count(bound.ApiIds.Count);
        var (signature, group, stage) = (BatchWords.Key(bound, key.SignatureId!), BatchWords.Group(bound), key.StageName);
        Expect(bound.ApiIds.Count);
        if (Confirmation.Approves(
            $"Unbind {signature} from every API of {group} in {stage} (now {count}).",
            $"Every API of {group} in {stage} loses {signature}; now that is {count}. "
            + "Their backends get unsigned requests at once. Go on?",
            "Unbind a key from every API of a group and stage"))
        {
            ShowResult(Send(
                $"unbinding {signature} from every API of {group} in {stage} ({count})",
                token => clearing.RunAsync(bound, Verify, token),
                Tally.Add));
        }
    }
}

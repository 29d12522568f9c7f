using System.Management.Automation;
using AliGatewaySignature.Batching;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Binds a backend signature key to APIs (SetSignatureApis), in calls of at most 100 ids each. Each batch is read first, and only
/// what changes is sent. Acts at once; nothing need be republished.
/// </summary>
[Cmdlet(VerbsCommon.Add, "AgSignatureApi", SupportsShouldProcess = true)]
[OutputType(typeof(AgSignatureBinding))]
public sealed class AddAgSignatureApiCommand : AgBindingChangeCommand
{
    private SeenApis? _seen;

    /// <summary>Made by PowerShell.</summary>
    public AddAgSignatureApiCommand()
        : base(BindingChange.Bind)
    {
    }

    /// <summary>The id of the key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SignatureIdTransformation(TakesValues = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(SignatureIdCompleter))]
    public string? SignatureId { get; set; }

    /// <summary>The name of the key, in place of its id.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SignatureNameCompleter))]
    public string? SignatureName { get; set; }

    /// <summary>The id of the group that the APIs belong to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [GroupIdTransformation(TakesValues = true)]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    public string? GroupId { get; set; }

    /// <summary>The name of the group, in place of its id.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    public string? GroupName { get; set; }

    /// <summary>The stage: RELEASE, PRE or TEST.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [StageNameTransformation(TakesValues = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string? StageName { get; set; }

    /// <summary>The ids of the APIs, as strings or as objects that have an ApiId.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ApiIdTransformation(PassesRefusals = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(ApiIdCompleter))]
    public string?[]? ApiId { get; set; }

    /// <summary>
    /// Lets the key take the place of another one. Without it, APIs that carry another key are left as they are and reported.
    /// </summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Replace { get; set; }

    /// <summary>
    /// Sends without reading first what the APIs carry; only with -Replace, for what would be replaced is not known then.
    /// -WhatIf and -Verify read all the same.
    /// </summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter SkipRead { get; set; }

    /// <summary>Does not ask, not even where another key is replaced. -WhatIf still wins.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Force { get; set; }

    private protected override bool SkipsReading => SkipRead;

    private protected override bool Replaces => Replace;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (SkipRead && !Replace)
        {
            ThrowFailure(new AgException(
                Faults.SkipReadNeedsReplace,
                "-SkipRead sends without looking, so that another key may lose its place: it takes -Replace."));
        }

        base.BeginProcessing();

        // A key that stands on the command line is the same for all.
        _seen = Target.SignatureId is null ? new SeenApis() : null;
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Input(SignatureId, GroupId, StageName, ApiId) is { } input)
        {
            Batches!.Add(_seen is null ? input : WithoutConflicts(input, _seen));
        }
    }

    /// <summary>Leaves out and reports what an earlier row gave another key.</summary>
    private BatchInput WithoutConflicts(in BatchInput input, SeenApis seen)
    {
        HashSet<int>? refused = null;
        var (ids, names) = (input.ApiIds, input.ApiNames);
        for (var i = 0; i < ids.Count; i++)
        {
            if (seen.Add(input.Key, ids[i]) is not { } other)
            {
                continue;
            }

            (refused ??= []).Add(i);
            WriteRefused(
                new AgException(
                    Faults.ConflictingInput,
                    Rows.Numbered($"the API {ids[i]} of group {input.Key.GroupId} in {input.Key.StageName} was given the key {other} "
                        + $"before, and cannot get the key {input.Key.SignatureId} in the same run.")),
                new AgSignatureBinding(
                    input.Key.SignatureId!, input.Key.GroupId, input.Key.StageName, ids[i], AgBindingState.Unknown));
        }

        return refused is null ? input : input with
        {
            ApiIds = [.. ids.Where((_, i) => !refused.Contains(i))],
            ApiNames = names is null ? null : [.. names.Where((_, i) => !refused.Contains(i))],
        };
    }

    private protected override Confirmation NewConfirmation() => new(this, Force);

    private protected override bool Approves(Batch batch)
    {
        var what = $"Bind {BatchWords.Key(batch, batch.Key.SignatureId!)} to {IdList.Count(batch.ToSend.Count)} of "
            + $"{BatchWords.Group(batch)} in {batch.Key.StageName}{BatchWords.Parts(batch)}";
        return Confirmation.Approves(
            what + ".",
            $"{what}? {BatchWords.List(batch, batch.ToSend)}. Their backends get "
                + (batch.Plan?.Replaced.Count > 0 ? "requests signed with this key" : "signed requests") + " at once.",
            "Bind a key",
            isHigh: batch.Plan?.Replaced.Count > 0);
    }
}

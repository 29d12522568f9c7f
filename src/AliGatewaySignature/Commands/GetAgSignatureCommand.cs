using System.Management.Automation;
using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Lists the keys of the account (DescribeSignatures), or the keys bound to the APIs of a group in a stage
/// (DescribeApiSignatures).
/// </summary>
[Cmdlet(VerbsCommon.Get, "AgSignature", DefaultParameterSetName = NameSet, SupportsPaging = true)]
[OutputType(typeof(AgSignature), ParameterSetName = [NameSet, IdSet])]
[OutputType(typeof(AgSignatureBinding), ParameterSetName = [BindingSet])]
public sealed class GetAgSignatureCommand : AgServiceCommand
{
    private const string NameSet = "Name";
    private const string IdSet = "Id";
    private const string BindingSet = "Binding";

    private readonly PagingWindow _window;
    private BatchPipeline? _batches;
    private bool _namedApis;
    private string? _groupId;

    /// <summary>Made by PowerShell.</summary>
    public GetAgSignatureCommand() => _window = new PagingWindow(this);

    /// <summary>Names of keys, ignoring case; * and ? stand for other characters. All keys when left out.</summary>
    [Parameter(ParameterSetName = NameSet, Position = 0)]
    [Alias("Name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SignatureNameCompleter))]
    public string[]? SignatureName { get; set; }

    /// <summary>The id of one key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [SignatureIdTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(SignatureIdCompleter))]
    public string SignatureId { get; set; } = string.Empty;

    /// <summary>Also gives the Secret of each key, as a SecureString.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = IdSet)]
    [SwitchTransformation]
    public SwitchParameter IncludeSecret { get; set; }

    /// <summary>
    /// Also counts the APIs that each key is bound to, over all groups and stages, as BoundCount: one call more for each key
    /// (DescribeApisBySignature).
    /// </summary>
    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = IdSet)]
    [SwitchTransformation]
    public SwitchParameter IncludeUsage { get; set; }

    /// <summary>The id of the group.</summary>
    [Parameter(ParameterSetName = BindingSet, ValueFromPipelineByPropertyName = true)]
    [ValidateId]
    [GroupIdTransformation]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    public string? GroupId { get; set; }

    /// <summary>The name of the group, in place of its id.</summary>
    [Parameter(ParameterSetName = BindingSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    public string? GroupName { get; set; }

    /// <summary>The stage: RELEASE, PRE or TEST.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BindingSet, ValueFromPipelineByPropertyName = true)]
    [StageNameTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string StageName { get; set; } = string.Empty;

    /// <summary>The ids of the APIs, as strings or as objects that have an ApiId; all APIs of the group and stage when left out.</summary>
    [Parameter(ParameterSetName = BindingSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ApiIdTransformation(PassesGroups = true)]
    [ValidateNotNullOrEmpty]
    [ValidateId]
    [ArgumentCompleter(typeof(ApiIdCompleter))]
    public string[]? ApiId { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _groupId = FindTarget(CommandTarget.FindGroupAsync).GroupId;
        var operation = Operations.DescribeApiSignatures;
        _batches = new BatchPipeline(
            Pump, new BatchPipelineWork(operation.IdsPerCall, batch => batch, ReadAsync, WriteResult), throttleLimit: 1, StopToken);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName != BindingSet)
        {
            return;
        }

        if ((_groupId ?? GroupId) is not { Length: > 0 } groupId)
        {
            ThrowFailure(new AgException(
                Faults.InvalidInput,
                "The keys of a stage are those of a group: give -GroupName or -GroupId as well, or pipe groups or APIs."));
            return;
        }

        WarnOfStage(StageName);
        if (ApiId is not null)
        {
            _namedApis = true;
            _batches!.Add(new BatchInput(new BatchKey(null, groupId, StageName), ApiId));
        }
        else if (PipedNames.TakeGroup() == groupId)
        {
            _namedApis = true;
            Attempt(groupId, () => WriteBindings(groupId));
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        _batches!.Complete();
        switch (ParameterSetName)
        {
            case NameSet:
                WriteNamed();
                break;
            case IdSet:
                Attempt(SignatureId, WriteKey);
                break;
            default:
                // A pipeline that turned out empty names no API, and must not list (and hand on) every API of the stage.
                if (!_namedApis && !MyInvocation.ExpectingInput && (_groupId ?? GroupId) is { } groupId)
                {
                    Attempt(groupId, () => WriteBindings(groupId));
                }

                break;
        }
    }

    private async Task<BatchResult> ReadAsync(Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            return new BatchResult(batch, await Paging<AgSignatureBinding>.ReadAllAsync(page =>
                Client.DescribeApiSignaturesAsync(
                    batch.Key.GroupId, batch.Key.StageName, batch.ApiIds, page, cancellationToken)).ConfigureAwait(false));
        }
        catch (AgException e)
        {
            return BatchResult.Failed(batch, e);
        }
    }

    private void WriteResult(BatchResult result)
    {
        _window.Write(result.Bindings);
        foreach (var failure in result.Failures)
        {
            WriteFailure(failure);
        }
    }

    private void WriteNamed() => Attempt(SignatureName, () =>
    {
        var all = Run(token => Paging<AgSignature>.ReadAllAsync(page =>
            Client.DescribeSignaturesAsync(null, null, IncludeSecret, page, token)));
        if (SignatureName is null)
        {
            WriteKeys(all);
            return;
        }

        var names = Array.ConvertAll(SignatureName, static name => new NamePattern(name));
        WriteKeys([.. all.Where(key => Array.Exists(names, name => name.Matches(key.SignatureName)))]);
        foreach (var name in names)
        {
            if (!name.HasWildcard && !all.Any(key => name.Matches(key.SignatureName)))
            {
                WriteFailure(Finders.Keys(Client).Missing(name.Text, all), name.Text);
            }
        }
    });

    private void WriteKey()
    {
        var keys = Run(token => Paging<AgSignature>.ReadAllAsync(page =>
            Client.DescribeSignaturesAsync(SignatureId, null, IncludeSecret, page, token)));
        if (keys.Count == 0)
        {
            throw Run(token => Finders.Keys(Client).MissingIdAsync(SignatureId, null, token));
        }

        WriteKeys(keys);
    }

    private void WriteKeys(IReadOnlyList<AgSignature> keys) => _window.WriteWhole(keys, IncludeUsage ? WithUsage : null);

    /// <summary>Counts where a key is bound. A key whose count cannot be read is written without one, and with an error.</summary>
    private PSObject WithUsage(AgSignature key)
    {
        Attempt(key, () => key.BoundCount = Run(new KeyReading(Client, key.SignatureId).CountAsync));
        var shown = PSObject.AsPSObject(key);
        shown.TypeNames.Insert(0, typeof(AgSignature).FullName + "#Usage");
        return shown;
    }

    private void WriteBindings(string groupId) =>
        _window.WriteWhole(Run(token => Paging<AgSignatureBinding>.ReadAllAsync(page =>
            Client.DescribeApiSignaturesAsync(groupId, StageName, null, page, token))));
}

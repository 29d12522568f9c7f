using System.Management.Automation;
using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Lists the keys of the account (DescribeSignatures), or the keys bound to the APIs of a group in a stage
/// (DescribeApiSignatures).
/// </summary>
[Cmdlet(VerbsCommon.Get, "AgSignature", DefaultParameterSetName = KeySet, SupportsPaging = true)]
[OutputType(typeof(AgSignature), ParameterSetName = [KeySet])]
[OutputType(typeof(AgSignatureBinding), ParameterSetName = [BindingSet])]
public sealed class GetAgSignatureCommand : AgServiceCommand
{
    private const string KeySet = "Key";
    private const string BindingSet = "Binding";

    private readonly PagingWindow _window;
    private BatchPipeline? _batches;
    private bool _namedApis;

    /// <summary>Made by PowerShell.</summary>
    public GetAgSignatureCommand() => _window = new PagingWindow(this);

    /// <summary>The id of one key.</summary>
    [Parameter(ParameterSetName = KeySet, Position = 0)]
    [ValidateId]
    [ArgumentCompleter(typeof(SignatureIdCompleter))]
    public string? SignatureId { get; set; }

    /// <summary>The exact name of a key; it is neither a pattern nor held against the rules for names.</summary>
    [Parameter(ParameterSetName = KeySet)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    public string? SignatureName { get; set; }

    /// <summary>Also gives the Secret of each key, as a SecureString.</summary>
    [Parameter(ParameterSetName = KeySet)]
    [SwitchTransformation]
    public SwitchParameter IncludeSecret { get; set; }

    /// <summary>The id of the group.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BindingSet, ValueFromPipelineByPropertyName = true)]
    [ValidateId]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    public string GroupId { get; set; } = string.Empty;

    /// <summary>The stage: RELEASE, PRE or TEST.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BindingSet, ValueFromPipelineByPropertyName = true)]
    [StageNameTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string StageName { get; set; } = string.Empty;

    /// <summary>The ids of the APIs, as strings or as objects that have an ApiId; all APIs of the group and stage when left out.</summary>
    [Parameter(ParameterSetName = BindingSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ApiIdTransformation]
    [ValidateNotNullOrEmpty]
    [ValidateId]
    [ArgumentCompleter(typeof(ApiIdCompleter))]
    public string[]? ApiId { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var operation = Operations.DescribeApiSignatures;
        _batches = new BatchPipeline(
            Pump, new BatchPipelineWork(operation.IdsPerCall, batch => batch, ReadAsync, WriteResult), throttleLimit: 1, StopToken);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == BindingSet && ApiId is not null)
        {
            _namedApis = true;
            _batches!.Add(new BatchInput(new BatchKey(null, GroupId, StageName), ApiId));
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        _batches!.Complete();
        if (ParameterSetName == KeySet)
        {
            Attempt(SignatureId ?? SignatureName, WriteKeys);
        }
        else if (!_namedApis && !MyInvocation.ExpectingInput)
        {
            // A pipeline that turned out empty names no API, and must not list (and hand on) every API of the stage.
            Attempt(GroupId, WriteBindings);
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

    private void WriteKeys()
    {
        var keys = Run(token => Paging<AgSignature>.ReadAllAsync(page =>
            Client.DescribeSignaturesAsync(SignatureId, SignatureName, IncludeSecret, page, token)));

        // Whether the service takes the name as a whole or as a part is not documented: either way it is the whole here.
        _window.WriteWhole(SignatureName is null ? keys : keys.Where(key => key.SignatureName == SignatureName).ToList());
    }

    private void WriteBindings() =>
        _window.WriteWhole(Run(token => Paging<AgSignatureBinding>.ReadAllAsync(page =>
            Client.DescribeApiSignaturesAsync(GroupId, StageName, null, page, token))));
}

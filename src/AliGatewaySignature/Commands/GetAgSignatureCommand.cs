using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
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
public sealed class GetAgSignatureCommand : AgBatchCommand
{
    private const string KeySet = "Key";
    private const string BindingSet = "Binding";

    private readonly PagingWindow window;
    private bool namedApis;

    /// <summary>Made by PowerShell.</summary>
    public GetAgSignatureCommand() => window = new PagingWindow(this);

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
    protected override void ProcessRecord()
    {
        if (ParameterSetName == BindingSet && ApiId is not null)
        {
            namedApis = true;
            Collect(null, GroupId, StageName, ApiId);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (ParameterSetName == KeySet)
        {
            Attempt(SignatureId ?? SignatureName, WriteKeys);
        }
        else if (!namedApis && !MyInvocation.ExpectingInput)
        {
            // A pipeline that turned out empty names no API, and must not list (and hand on) every API of the stage.
            Attempt(GroupId, WriteBindings);
        }
    }

    private protected override async Task<BatchResult> SendAsync(Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            return new BatchResult(batch, await Paging<AgSignatureBinding>.ReadAllAsync(page =>
                Client.DescribeApiSignaturesAsync(batch.Key.GroupId, batch.Key.StageName, batch.ApiIds, page, cancellationToken)).ConfigureAwait(false));
        }
        catch (AgException e)
        {
            return new BatchResult(batch, [], [new BatchFailure(e, Bindings.Of(batch, AgBindingState.Unknown))]);
        }
    }

    private protected override void WriteResult(BatchResult result)
    {
        window.Write(result.Bindings);
        base.WriteResult(new BatchResult(result.Batch, [], result.Failures));
    }

    private void WriteKeys()
    {
        var keys = Run(token => Paging<AgSignature>.ReadAllAsync(page =>
            Client.DescribeSignaturesAsync(SignatureId, SignatureName, IncludeSecret, page, token)));

        // Whether the service takes the name as a whole or as a part is not documented: either way it is the whole here.
        window.WriteWhole(SignatureName is null ? keys : keys.Where(key => key.SignatureName == SignatureName).ToList());
    }

    private void WriteBindings() =>
        window.WriteWhole(Run(token => Paging<AgSignatureBinding>.ReadAllAsync(page =>
            Client.DescribeApiSignaturesAsync(GroupId, StageName, null, page, token))));
}

using System.Management.Automation;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Shows where a key is bound, over all groups and stages (DescribeApisBySignature), or which keys one API carries
/// (DescribeSignaturesByApi).
/// </summary>
[Cmdlet(VerbsCommon.Get, "AgSignatureApi", DefaultParameterSetName = KeySet, SupportsPaging = true)]
[OutputType(typeof(AgSignatureBinding))]
public sealed class GetAgSignatureApiCommand : AgServiceCommand
{
    private const string KeySet = "Key";
    private const string ApiSet = "Api";

    private readonly List<AgSignatureBinding> _found = [];

    /// <summary>The id of the key, or the key as an object.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = KeySet, ValueFromPipeline = true)]
    [SignatureIdTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(SignatureIdCompleter))]
    public string SignatureId { get; set; } = string.Empty;

    /// <summary>The id of the group that the API belongs to.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiSet, ValueFromPipelineByPropertyName = true)]
    [ValidateId]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    public string GroupId { get; set; } = string.Empty;

    /// <summary>The id of one API.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiSet, ValueFromPipelineByPropertyName = true)]
    [ValidateId]
    [ArgumentCompleter(typeof(ApiIdCompleter))]
    public string ApiId { get; set; } = string.Empty;

    /// <summary>The stage: RELEASE, PRE or TEST.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiSet, ValueFromPipelineByPropertyName = true)]
    [StageNameTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string StageName { get; set; } = string.Empty;

    /// <inheritdoc />
    protected override void ProcessRecord() => Attempt(ParameterSetName == KeySet ? SignatureId : ApiId, () =>
        _found.AddRange(ParameterSetName == KeySet
            ? Run(token => Paging<AgSignatureBinding>.ReadAllAsync(page => Client.DescribeApisBySignatureAsync(SignatureId, page, token)))
            : Run(token => Client.DescribeSignaturesByApiAsync(GroupId, ApiId, StageName, token))));

    /// <inheritdoc />
    protected override void EndProcessing() => new PagingWindow(this).WriteWhole(_found);
}

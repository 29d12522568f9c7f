using System.Collections;
using System.Management.Automation;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>Lists APIs (DescribeApis), page by page as they come.</summary>
[Cmdlet(VerbsCommon.Get, "AgApi", SupportsPaging = true)]
[OutputType(typeof(AgApi))]
public sealed class GetAgApiCommand : AgStreamingCommand
{
    /// <summary>The id of the group that the APIs belong to.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateId]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    public string? GroupId { get; set; }

    /// <summary>The id of one API.</summary>
    [Parameter]
    [ValidateId]
    [ArgumentCompleter(typeof(ApiIdCompleter))]
    public string? ApiId { get; set; }

    /// <summary>A part of the API's name, as the service matches it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ApiName { get; set; }

    /// <summary>The HTTP method that callers use.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ApiMethod { get; set; }

    /// <summary>The path that callers use.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ApiPath { get; set; }

    /// <summary>The id of a catalogue.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CatalogId { get; set; }

    /// <summary>A stage that the APIs are published to: RELEASE, PRE or TEST.</summary>
    [Parameter]
    [StageNameTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string? StageName { get; set; }

    /// <summary>Lists the APIs that are not published; -UnDeployed:$false those that are.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter UnDeployed { get; set; }

    /// <summary>PUBLIC or PRIVATE.</summary>
    [Parameter]
    [ValidateSet("PUBLIC", "PRIVATE")]
    public string? Visibility { get; set; }

    /// <summary>Tags that the APIs must have; an empty value stands for any.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Attempt(GroupId, () =>
    {
        var filter = new ApiFilter
        {
            GroupId = GroupId,
            ApiId = ApiId,
            ApiName = ApiName,
            ApiMethod = ApiMethod?.ToUpperInvariant(),
            ApiPath = ApiPath,
            CatalogId = CatalogId,
            StageName = StageName,
            UnDeployed = this.Switch(nameof(UnDeployed)),
            Visibility = Visibility?.ToUpperInvariant(),
            Tags = Tags.Read(Tag),
        };
        WritePages((page, token) => Client.DescribeApisAsync(filter, page, token));
    });
}

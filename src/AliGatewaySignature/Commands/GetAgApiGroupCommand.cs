using System.Collections;
using System.Management.Automation;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>Lists API groups (DescribeApiGroups), page by page as they come.</summary>
[Cmdlet(VerbsCommon.Get, "AgApiGroup", SupportsPaging = true)]
[OutputType(typeof(AgApiGroup))]
public sealed class GetAgApiGroupCommand : AgStreamingCommand
{
    /// <summary>The name of the group, ignoring case; * and ? stand for other characters.</summary>
    [Parameter(Position = 0)]
    [Alias("Name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    public string? GroupName { get; set; }

    /// <summary>The id of one group.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateId]
    [GroupIdTransformation]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    public string? GroupId { get; set; }

    /// <summary>The id of the instance that serves the groups.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? InstanceId { get; set; }

    /// <summary>The path before that of every API of the group.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BasePath { get; set; }

    /// <summary>The order, by the time of the last change: asc or desc.</summary>
    [Parameter]
    [ValidateSet("asc", "desc")]
    public string? Sort { get; set; }

    /// <summary>Tags that the groups must have; an empty value stands for any.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Attempt(GroupId ?? GroupName, () =>
    {
        var filter = new ApiGroupFilter
        {
            GroupId = GroupId,
            InstanceId = InstanceId,
            BasePath = BasePath,
            Sort = Sort?.ToLowerInvariant(),
            Tags = Tags.Read(Tag),
        };
        var groups = Finders.Groups(Client);
        var name = GroupName is null ? null : new NamePattern(GroupName);
        WritePages(
            (page, token) => Client.DescribeApiGroupsAsync(filter, page, token),
            name is null ? null : group => name.Matches(group.GroupName),
            name is { HasWildcard: false } ? all => groups.Missing(name.Text, all)
                : GroupId is { } id ? _ => Run(token => groups.MissingIdAsync(id, null, token))
                : null);
    });
}

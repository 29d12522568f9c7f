using System.Collections;
using System.Management.Automation;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Coverage;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>Lists APIs (DescribeApis), page by page as they come.</summary>
[Cmdlet(VerbsCommon.Get, "AgApi", SupportsPaging = true)]
[OutputType(typeof(AgApi))]
public sealed class GetAgApiCommand : AgStreamingCommand
{
    private string? _missing;
    private bool _hasAny;
    private UnsignedApis? _unsigned;

    /// <summary>The id of the group that the APIs belong to.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateId]
    [GroupIdTransformation]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    public string? GroupId { get; set; }

    /// <summary>The name of the group, in place of its id; * and ? stand for other characters.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    public string? GroupName { get; set; }

    /// <summary>The id of one API.</summary>
    [Parameter]
    [ValidateId]
    [ArgumentCompleter(typeof(ApiIdCompleter))]
    public string? ApiId { get; set; }

    /// <summary>The name of the API, ignoring case; * and ? stand for other characters.</summary>
    [Parameter]
    [Alias("Name")]
    [SupportsWildcards]
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

    /// <summary>
    /// Only APIs whose requests the gateway does not sign in the stage of -StageName: neither a key nor a plug-in does. What could not be
    /// found out is an error.
    /// </summary>
    [Parameter]
    [SwitchTransformation]
#pragma warning disable CA1720 // Said of requests, not of numbers.
    public SwitchParameter Unsigned { get; set; }
#pragma warning restore CA1720

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (GroupId is not null && GroupName is not null)
        {
            ThrowFailure(new AgException(Faults.InvalidInput, "-GroupId and -GroupName exclude each other: give one of them."));
        }

        if (Unsigned && (StageName is null || UnDeployed))
        {
            ThrowFailure(new AgException(
                Faults.InvalidInput,
                StageName is null
                    ? "-Unsigned is about one stage: give -StageName as well. Get-AgSignatureCoverage shows every stage."
                    : "-Unsigned is about APIs that are published: leave -UnDeployed out."));
        }

        _unsigned = Unsigned ? new UnsignedApis(() => this.ReadSources(Client), StageName!) : null;
    }

    /// <inheritdoc />
    protected override void ProcessRecord() => Attempt(GroupName ?? GroupId ?? ApiId ?? ApiName, () =>
    {
        if (GroupName is null)
        {
            Write(GroupId);
            return;
        }

        var name = new NamePattern(GroupName);
        var groups = Finders.Groups(Client);
        if (!name.HasWildcard)
        {
            Write(Run(token => groups.FindOneAsync(GroupName, token)).GroupId);
            return;
        }

        foreach (var group in Run(token => groups.FindAllAsync(name, token)))
        {
            Write(group.GroupId);
        }
    });

    /// <summary>What was named and is nowhere is an error; of many groups, only when it is in none.</summary>
    protected override void EndProcessing()
    {
        if (_missing is not null && !_hasAny)
        {
            WriteFailure(new AgException(Faults.NotFound, _missing), ApiName ?? ApiId);
        }

        if (_unsigned?.Failure is { } failure)
        {
            WriteFailure(failure, StageName);
        }
    }

    private void Write(string? groupId)
    {
        var filter = new ApiFilter
        {
            GroupId = groupId,
            ApiId = ApiId,
            ApiMethod = ApiMethod?.ToUpperInvariant(),
            ApiPath = ApiPath,
            CatalogId = CatalogId,
            StageName = StageName,
            UnDeployed = this.Switch(nameof(UnDeployed)),
            Visibility = Visibility?.ToUpperInvariant(),
            Tags = Tags.Read(Tag),
        };
        var name = ApiName is null ? null : new NamePattern(ApiName);
        var where = MyInvocation.ExpectingInput ? "these groups"
            : groupId is null ? "this account and region"
            : "group " + (GroupName ?? groupId);
        _missing = name is { HasWildcard: false } ? $"No API of {where} has the name '{name.Text}'."
            : ApiId is not null ? $"No API of {where} has the id '{ApiId}'.{IdShape.Hint(ApiId, "ApiId")}"
            : null;
        try
        {
            // What is wanted sets it too, while the pages are written.
            var found = WritePages(
                (page, token) => Client.DescribeApisAsync(filter, page, token), name is null && _unsigned is null ? null : IsWanted);
            _hasAny |= found;
        }
        catch (AgException e) when (e.Kind == Faults.NotFound && e.Operation is not null && groupId is not null)
        {
            throw Run(token => Finders.Groups(Client).MissingIdAsync(groupId, e, token));
        }

        bool IsWanted(AgApi api)
        {
            var isNamed = name?.Matches(api.ApiName) != false;
            _hasAny |= isNamed;
            return isNamed && _unsigned?.Has(api) != false;
        }
    }
}

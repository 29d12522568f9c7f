using System.Management.Automation;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Commands.SigningIn;
using AliGatewaySignature.Coverage;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Shows for every API, in every stage that it is published to, whether the gateway signs its requests, and with what. Reads keys and
/// plug-ins rather than groups and stages, so that the calls do not grow with these.
/// </summary>
[Cmdlet(VerbsCommon.Get, "AgSignatureCoverage")]
[OutputType(typeof(AgSignatureCoverage))]
public sealed class GetAgSignatureCoverageCommand : AgCommand
{
    private readonly List<string> _groupIds = [];
    private TimeSpan? _maxKeyAge;

    /// <summary>The id of one group; every group when left out. Groups can be piped; keys and plug-ins are read once for all.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateId]
    [GroupIdTransformation]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    public string? GroupId { get; set; }

    /// <summary>The name of the group, in place of its id: the whole name, ignoring case.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    public string? GroupName { get; set; }

    /// <summary>Stages: RELEASE, PRE or TEST; every stage when left out.</summary>
    [Parameter]
    [StageNameTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string[]? StageName { get; set; }

    /// <summary>A key or plug-in that has not changed for longer than this is too old.</summary>
    [Parameter]
    [TimeTransformation]
    public TimeSpan MaxKeyAge { get => _maxKeyAge ?? default; set => _maxKeyAge = value; }

    /// <summary>How many calls run at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = CoverageReading.DefaultThrottleLimit;

    /// <summary>
    /// Accounts, regions and endpoints, one after the other; the runspace's own when left out. Each row names its region and account.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AgContext[]? Context { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (GroupId is not null && GroupName is not null)
        {
            ThrowFailure(new AgException(Faults.InvalidInput, "-GroupId and -GroupName exclude each other: give one of them."));
        }

        if (_maxKeyAge < TimeSpan.Zero)
        {
            ThrowFailure(new AgException(
                Faults.InvalidInput, $"-MaxKeyAge is {_maxKeyAge}, and no key is younger than new: give a time of zero or more."));
        }

        if (StageName?.FirstOrDefault(static stage => !StageNames.IsKnown(stage)) is { } unknown)
        {
            // An empty answer would be taken for good news.
            ThrowFailure(new AgException(Faults.InvalidInput, $"-StageName is '{unknown}'; the stages are {StageNames.List}."), unknown);
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (GroupId is { } groupId && !_groupIds.Contains(groupId, Ids.Comparer))
        {
            _groupIds.Add(groupId);
        }
    }

    /// <summary>A pipeline that turned out empty names no group, and must not stand for all of them.</summary>
    protected override void EndProcessing()
    {
        if (_groupIds.Count == 0 && MyInvocation.ExpectingInput)
        {
            return;
        }

        if (Context is not { Length: > 1 } several)
        {
            Attempt(GroupName ?? (_groupIds.Count == 1 ? _groupIds[0] : null), () => Cover(Context?[0] ?? this.GetCurrentContext()));
            return;
        }

        foreach (var context in several)
        {
            try
            {
                Cover(context);
            }
            catch (AgException e)
            {
                // What ends the work with one account says nothing about the next.
                WriteFailure(e, context);
            }
        }
    }

    private void Cover(AgContext context)
    {
        var client = context.GetConnection().ClientFor(
            new VerboseObserver(IsVerbose ? line => Pump.Post(() => WriteVerbose(line)) : null));
        IReadOnlyCollection<string>? groups = _groupIds.Count == 0 ? null : _groupIds;
        if (GroupName is not null)
        {
            groups = [Run(token => Finders.Groups(client).FindOneAsync(GroupName, token)).GroupId];
        }

        var (sources, listings) = this.ReadCoverage(client, ThrottleLimit, groups);
        var apis = WithoutMissing(client, groups, listings);
        var rows = CoverageTable.Of(sources, apis, new CoverageScope
        {
            GroupIds = groups,
            Stages = StageName,
            MaxKeyAge = _maxKeyAge,
            RegionId = context.RegionId,
            AccountId = context.IsSandbox ? AgSignatureCoverage.SandboxAccount : context.AccountId,
        });
        foreach (var row in rows)
        {
            WriteObject(row);
        }

        WarnOf(sources, rows, context);
        if (apis.Failure is { } failure)
        {
            throw failure.WithDetail(
                "The APIs could not be listed to the end: those without a key or plug-in of their own are missing.");
        }
    }

    /// <summary>All APIs of the listings. A group that is not there is an error of its own.</summary>
    private Listing<AgApi> WithoutMissing(GatewayClient client, IReadOnlyCollection<string>? groups, Listing<AgApi>[] listings)
    {
        var missing = Array.FindAll(listings, listing =>
            groups is not null && listing is { Failure: { } e, Items.Count: 0 } && e.Kind == Faults.NotFound);
        foreach (var listing in missing)
        {
            var id = groups.ElementAt(Array.IndexOf(listings, listing));
            WriteFailure(Run(token => Finders.Groups(client).MissingIdAsync(id, listing.Failure, token)), id);
        }

        var found = listings.Except(missing).ToList();
        return new Listing<AgApi>(
            [.. found.SelectMany(static listing => listing.Items)],
            found.Find(static listing => listing.Failure is not null)?.Failure,
            null);
    }

    /// <summary>Unknown rows say why; what may lack rows altogether must not pass in silence.</summary>
    private void WarnOf(SignatureSources sources, IReadOnlyList<AgSignatureCoverage> rows, AgContext context)
    {
        if (sources.Failures.Count > 0)
        {
            WriteWarning(
                $"{context.Place}: {sources.Failures.Count} of the listings of keys and plug-ins could not be read, the first because of "
                + $"{sources.Failures[0].Exception.Message} {rows.Count(static row => row.State == AgCoverageState.Unknown)} of "
                + $"{rows.Count} rows are Unknown; bindings of APIs that are not published may be missing.");
        }
    }
}

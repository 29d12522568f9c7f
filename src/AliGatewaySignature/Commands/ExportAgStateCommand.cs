using System.Globalization;
using System.Management.Automation;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Commands.SigningIn;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;
using AliGatewaySignature.Snapshots;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Takes a snapshot: writes keys, groups, APIs and bindings of an account into a file that Connect-AgAccount -SandboxPath opens. No Key and
/// no Secret of the account is in it; each is replaced by a generated one.
/// </summary>
[Cmdlet(VerbsData.Export, "AgState", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(AgStateExport))]
public sealed class ExportAgStateCommand : AgServiceCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly List<string> _groupIds = [];
    private string _file = string.Empty;

    /// <summary>The file, which must not be there yet.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string Path { get; set; } = string.Empty;

    /// <summary>The same, with wildcards taken for letters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = string.Empty;

    /// <summary>The id of one group; every group when left out. Groups can be piped. Keys are exported whatever the groups.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateId]
    [GroupIdTransformation]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    public string? GroupId { get; set; }

    /// <summary>The name of the group, in place of its id: the whole name, ignoring case.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    public string? GroupName { get; set; }

    /// <summary>Leaves plug-ins out, for those who may not list them.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter SkipPlugin { get; set; }

    /// <summary>Replaces a file that is there, and does not ask. -WhatIf still wins.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Force { get; set; }

    /// <summary>How many calls run at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = CoverageReading.DefaultThrottleLimit;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        OrThrow(() =>
        {
            if (GroupId is not null && GroupName is not null)
            {
                throw new AgException(Faults.InvalidInput, "-GroupId and -GroupName exclude each other: give one of them.");
            }

            var path = ParameterSetName == LiteralPathSet ? LiteralPath : Path;
            _file = ReportPath.Resolve(this, path, ParameterSetName == LiteralPathSet);
            SnapshotFile.Check(_file, Force);
        });
        base.BeginProcessing();
        OrThrow(() => JournalChoice.MustBeOther(this, _file, Context!));
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (GroupId is { } groupId && !_groupIds.Contains(groupId, Ids.Comparer))
        {
            _groupIds.Add(groupId);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (_groupIds.Count == 0 && MyInvocation.ExpectingInput)
        {
            // It names no group, and must not stand for all of them.
            WriteWarning("No group came down the pipeline, so that no snapshot was taken.");
            return;
        }

        OrThrow(() =>
        {
            if (Approves())
            {
                using var file = SnapshotFile.Open(_file, Force);
                var snapshot = Read();
                WarnOf(snapshot);
                file.Write(snapshot.State);
                WriteVerbose(snapshot.State.Layout.Note);
                WriteObject(Describe(snapshot));
            }
        });
    }

    private bool Approves()
    {
        var replaces = File.Exists(_file) ? ", in place of the file that is there" : string.Empty;
        var what = _groupIds.Count > 0 || GroupName is not null ? "a snapshot of some groups" : "a snapshot of every group";
        return new Confirmation(this, Force).Approves(
            $"Write {what} to {_file}{replaces}.", $"Write {what} to {_file}{replaces}?", "Take a snapshot");
    }

    private Snapshot Read()
    {
        IReadOnlyCollection<string>? groups = _groupIds.Count == 0 ? null : _groupIds;
        if (GroupName is not null)
        {
            groups = [Run(token => Finders.Groups(Client).FindOneAsync(GroupName, token)).GroupId];
        }

        var progress = CoverageProgress.For(this);
        var reader = new AccountReader(
            Client, ThrottleLimit, progress is null ? null : (done, known) => Pump.Post(() => progress.Report(done, known)));
        try
        {
            return new Snapshot(Run(token => reader.ReadAsync(groups, SkipPlugin, token)), Context!.RegionId, Client.UtcNow);
        }
        catch (AgException e)
        {
            throw e.WithDetail("No snapshot was written: half a copy is none.");
        }
        finally
        {
            if (!Stopping)
            {
                progress?.Complete();
            }
        }
    }

    private void WarnOf(Snapshot snapshot)
    {
        if (snapshot.LeftOut.Count > 0)
        {
            WriteWarning(
                $"Bindings are left out of the snapshot that no sandbox can hold: those of {string.Join(", ", snapshot.LeftOut.Take(5))}"
                + (snapshot.LeftOut.Count > 5 ? $" and {snapshot.LeftOut.Count - 5} more." : "."));
        }

        if (snapshot.StagesUntold > 0)
        {
            WriteWarning(string.Format(
                CultureInfo.InvariantCulture,
                "The service does not say which stages {0:#,0} of the APIs are published to: in the snapshot they are everywhere.",
                snapshot.StagesUntold));
        }
    }

    private AgStateExport Describe(Snapshot snapshot) => new()
    {
        Path = _file,
        Keys = snapshot.State.Keys.Count,
        Groups = snapshot.State.Layout.Groups.Count,
        Apis = snapshot.State.Layout.Apis.Count,
        Bindings = snapshot.State.Bindings.Count,
        Plugins = snapshot.State.Layout.Plugins.Count,
        RegionId = snapshot.State.Layout.RegionId,
        AccountId = Context!.AccountId,
        Note = snapshot.State.Layout.Note,
    };

    private void OrThrow(Action action)
    {
        try
        {
            action();
        }
        catch (AgException e)
        {
            ThrowFailure(e, _file.Length > 0 ? _file : LiteralPath.Length > 0 ? LiteralPath : Path);
        }
    }
}

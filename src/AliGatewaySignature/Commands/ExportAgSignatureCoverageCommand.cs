using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using AliGatewaySignature.Commands.SigningIn;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;
using AliGatewaySignature.Reports;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Writes rows of Get-AgSignatureCoverage into a file: a page to look at, a table for the summary of a CI job, or data for a spreadsheet or
/// a program. With -FailOn it then fails where a row has one of those states.
/// </summary>
[Cmdlet(VerbsData.Export, "AgSignatureCoverage", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportAgSignatureCoverageCommand : AgCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const int MostNamed = 10;
    private const int LongestName = 80;

    private readonly CoverageRows _input = new();
    private string _file = string.Empty;
    private ReportFormat? _format;

    /// <summary>
    /// The rows: of Get-AgSignatureCoverage, or as they come back from Import-Clixml, or from a .csv or .json of this cmdlet. Should
    /// anything else be among them, no report is written.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? InputObject { get; set; }

    /// <summary>The file; what its name ends with says what it becomes: .html, .md, .csv or .json.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string Path { get; set; } = string.Empty;

    /// <summary>The same, with wildcards taken for letters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = string.Empty;

    /// <summary>Keeps a file that is there.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    [SwitchTransformation]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Replaces a file that is read-only, too, and does not ask. -WhatIf still wins.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Force { get; set; }

    /// <summary>Fails, once the report is written, if a row has one of these states, or if there is no row.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AgCoverageState[] FailOn { get; set; } = [];

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        OrThrow(() =>
        {
            var path = ParameterSetName == LiteralPathSet ? LiteralPath : Path;
            _file = ReportPath.Resolve(this, path, ParameterSetName == LiteralPathSet);
            _format = ReportFormat.Find(_file) ?? throw new AgException(
                Faults.InvalidInput, $"The name '{path}' does not say what to write: let it end with one of {ReportFormat.Endings}.");
            File.Check();
            JournalChoice.MustBeOther(this, _file, null);
        });
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var item in InputObject ?? [])
        {
            _input.Add(item);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        OrThrow(RefuseOthers);
        var report = new CoverageReport(_input.Rows, DateTimeOffset.UtcNow, ModuleVersion);
        if (report.IsEmpty && File.Exists)
        {
            // Most often what comes before it failed; a report of nothing must not take the place of a good one.
            WriteWarning($"No row came down the pipeline, so that nothing was written: '{_file}' is there from before, and stays.");
        }
        else
        {
            Write(report);
        }

        // Also where nothing was written: no gate opens because of -WhatIf.
        Judge(report);
    }

    private ReportFile File => new(_file, NoClobber, Force);

    private static string ModuleVersion =>
        typeof(ExportAgSignatureCoverageCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?
            .InformationalVersion.Split('+')[0] ?? string.Empty;

    /// <summary>A report of the good ones alone would be short, and -FailOn would pass it.</summary>
    private void RefuseOthers()
    {
        if (_input.Refused > 0)
        {
            var all = _input.Refused + _input.Rows.Count;
            throw new AgException(
                Faults.InvalidInput,
                $"{Number(_input.Refused)} of {Count(all, "object")} {(_input.Refused == 1 ? "is no row" : "are no rows")} of "
                    + $"Get-AgSignatureCoverage, so that nothing was written. The first {_input.FirstProblem}.")
            {
                RecommendedAction = "Pipe whole rows of Get-AgSignatureCoverage, or what Import-Clixml gives back of them, or Import-Csv "
                    + "and ConvertFrom-Json of a report.",
            };
        }
    }

    private void Write(CoverageReport report)
    {
        if (report.IsEmpty)
        {
            WriteWarning("No row came down the pipeline, so that the report says that nothing was looked at, not that all is signed.");
        }

        OrThrow(() =>
        {
            if (Approves())
            {
                File.Write(to => _format!.Write(report, to), _format!, StopToken);
                WriteObject(Written());
            }
        });
    }

    /// <summary>The file as Get-Item gives it, so that its view has a folder and a mode.</summary>
    private object Written() =>
        InvokeProvider.Item.Get([@"Microsoft.PowerShell.Core\FileSystem::" + _file], force: true, literalPath: true).FirstOrDefault()
        ?? (object)new FileInfo(_file);

    private bool Approves()
    {
        var replaces = File.Exists ? ", in place of the file that is there" : string.Empty;
        var what = $"Write the coverage of {Count(_input.Rows.Count, "row")} to {_file}{replaces}";
        return new Confirmation(this, Force).Approves(what + ".", what + "?", "Write a report");
    }

    private void Judge(CoverageReport report)
    {
        if (FailOn.Length == 0)
        {
            return;
        }

        if (report.IsEmpty)
        {
            WriteFailure(
                new AgException(Faults.CoverageEmpty, "-FailOn: no row came down the pipeline, so that nothing was proved."), null);
            return;
        }

        var failed = report.Rows.Where(row => FailOn.Contains(row.State)).ToArray();
        if (failed.Length > 0)
        {
            WriteFailure(
                new AgException(Faults.CoverageNotMet, $"-FailOn: of {Count(report.Rows.Count, "row")}, {Name(failed)}."), failed);
        }
    }

    /// <summary>"12 Unsigned (get in RELEASE, list in RELEASE and 10 more), 1 Unknown (old in TEST)", as the report has them.</summary>
    private static string Name(IEnumerable<AgSignatureCoverage> failed)
    {
        var left = MostNamed;
        return string.Join(", ", failed.GroupBy(static row => row.State).Select(state =>
        {
            var rows = state.ToList();
            var names = rows.Take(left).Select(static row => $"{Shorten(row.ApiName ?? row.ApiId)} in {Shorten(row.StageName)}").ToList();
            left -= names.Count;
            var more = rows.Count == names.Count ? string.Empty : $" and {Number(rows.Count - names.Count)} more";
            return $"{Number(rows.Count)} {state.Key}" + (names.Count == 0 ? string.Empty : $" ({string.Join(", ", names)}{more})");
        }));
    }

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
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private static string Shorten(string name) => ForeignText.Clean(name, LongestName);

    private static string Count(int count, string thing) => $"{Number(count)} {thing}{(count == 1 ? string.Empty : "s")}";

    private static string Number(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}

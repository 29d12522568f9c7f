using System.Globalization;
using System.Management.Automation;
using System.Reflection;
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

    private readonly List<AgSignatureCoverage> _rows = [];
    private string _file = string.Empty;
    private ReportFormat? _format;

    /// <summary>The rows.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [CoverageTransformation]
    [AllowEmptyCollection]
    public AgSignatureCoverage[] InputObject { get; set; } = [];

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
        });
    }

    /// <inheritdoc />
    protected override void ProcessRecord() => _rows.AddRange(InputObject);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (_rows.Count == 0)
        {
            WriteWarning("No row came down the pipeline, so that the report says that nothing was looked at, not that all is signed.");
        }

        OrThrow(() =>
        {
            if (Approves())
            {
                var report = new CoverageReport(_rows, DateTimeOffset.UtcNow, ModuleVersion);
                File.Write(to => _format!.Write(report, to), _format!, StopToken);
                WriteObject(new FileInfo(_file));
            }
        });

        // Also where nothing was written: no gate opens because of -WhatIf.
        Judge();
    }

    private ReportFile File => new(_file, NoClobber, Force);

    private static string ModuleVersion =>
        typeof(ExportAgSignatureCoverageCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?
            .InformationalVersion.Split('+')[0] ?? string.Empty;

    private bool Approves()
    {
        var replaces = File.Exists ? ", in place of the file that is there" : string.Empty;
        return new Confirmation(this, Force).Approves(
            $"Write the coverage of {Count(_rows.Count, "row")} to {_file}{replaces}.",
            $"Write the coverage of {Count(_rows.Count, "row")} to {_file}{replaces}?",
            "Write a report");
    }

    private void Judge()
    {
        if (FailOn.Length == 0)
        {
            return;
        }

        if (_rows.Count == 0)
        {
            WriteFailure(
                new AgException(Faults.CoverageEmpty, "-FailOn: no row came down the pipeline, so that nothing was proved."), null);
            return;
        }

        var failed = _rows.Where(row => FailOn.Contains(row.State)).OrderBy(static row => Concerns.Rank(row.State)).ToArray();
        if (failed.Length > 0)
        {
            var states = string.Join(", ", Concerns.InOrder.Select(state => (State: state, Count: failed.Count(row => row.State == state)))
                .Where(static part => part.Count > 0).Select(static part => $"{Number(part.Count)} {part.State}"));
            var names = string.Join(", ", failed.Take(MostNamed).Select(static row =>
                $"{Shorten(row.ApiName ?? row.ApiId)} in {Shorten(row.StageName)} ({row.State})"));
            var more = failed.Length > MostNamed ? $", and {Number(failed.Length - MostNamed)} more" : string.Empty;
            WriteFailure(
                new AgException(Faults.CoverageNotMet, $"-FailOn: of {Count(_rows.Count, "row")}, {states}: {names}{more}."), failed);
        }
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

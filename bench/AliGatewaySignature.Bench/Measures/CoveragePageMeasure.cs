using System.Text.Json.Nodes;
using AliGatewaySignature.Bench.Reporting;
using AliGatewaySignature.Reports;
using AliGatewaySignature.Tests.Processes;
using AliGatewaySignature.Tests.Reports;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>How long a Chromium takes to show the coverage page with all of its rows, each time in a new browser.</summary>
internal sealed class CoveragePageMeasure : IMeasure
{
    private const int Rows = 3000;

    public string Name => "coverage-page";

    public async Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken)
    {
        var node = Tools.Find("node") ?? throw new InvalidOperationException("Node is not on PATH.");
        var chromium = Tools.Find("chromium") ?? Tools.Find("chromium-browser")
            ?? throw new InvalidOperationException("There is no Chromium on PATH.");
        var folder = Directory.CreateTempSubdirectory("ag-page-");
        try
        {
            var page = Path.Combine(folder.FullName, "coverage.html");
            var format = new HtmlReport();
            new ReportFile(page, noClobber: true, force: false).Write(
                to => format.Write(CoverageSamples.Report(CoverageSamples.Many(Rows)), to), format, cancellationToken);
            var times = await LoadAsync(node, chromium, page, runs ?? 9, cancellationToken);
            return
            [
                Row.AtMost(
                    "the coverage page with 3,000 rows: seconds from its address to the frame that shows it", 2, Text.Median(times) / 1000,
                    $"fastest {Text.Time(times.Min())}, slowest {Text.Time(times.Max())}; {new FileInfo(page).Length / 1024:N0} KiB", " s"),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<List<double>> LoadAsync(
        string node, string chromium, string page, int runs, CancellationToken cancellationToken)
    {
        // The first brings the browser's files into memory.
        var result = await ChildProcess.RunAsync(
            node,
            ["load.mjs", page, $"{runs + 1}"],
            new Dictionary<string, string?>
            {
                ["AG_REPORTS"] = Path.GetDirectoryName(page),
                ["AG_CHROMIUM"] = chromium,
                ["NODE_OPTIONS"] = null,
            },
            RepositoryPaths.CoveragePage,
            cancellationToken);
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!).ToList();
        return result.ExitCode == 0 && lines.Count == runs + 1 && lines.TrueForAll(static line => (int)line["rows"]! == Rows)
            ? [.. lines.Skip(1).Select(static line => (double)line["took"]!)]
            : throw new InvalidOperationException($"load.mjs failed ('npm ci' in tests/CoveragePage brings its packages): {result}");
    }
}

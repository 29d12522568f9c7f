using System.Globalization;
using System.Text.RegularExpressions;
using AliGatewaySignature.Model;
using AliGatewaySignature.Reports;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Reports;

/// <summary>The page, and the Markdown as a host renders it, in a real Chromium.</summary>
public partial class CoveragePageTests
{
    private static readonly NodeProject Project = new(RepositoryPaths.CoveragePage, "the tests of the coverage page");

    [Fact]
    public async Task Every_test_in_the_browser_passes()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var chromium = Tools.Find("chromium") ?? Tools.Find("chromium-browser");
        Assert.SkipWhen(
            chromium is null,
            "There is no Chromium on PATH, so that the coverage page is not tried in a browser (Debian: apt-get install chromium).");
        var node = await Project.ReadyAsync(cancellation);
        var folder = Directory.CreateTempSubdirectory("ag-reports-");
        try
        {
            WriteReports(folder.FullName);
            var result = await ChildProcess.RunAsync(
                node,
                ["--test", "--test-concurrency=1", "--test-reporter=tap"],
                new Dictionary<string, string?>
                {
                    ["AG_REPORTS"] = folder.FullName,
                    ["AG_CHROMIUM"] = chromium,
                    ["NODE_OPTIONS"] = null,
                },
                RepositoryPaths.CoveragePage,
                cancellation);

            Assert.True(result.ExitCode == 0, result.ToString());
            Assert.True(Sum(result, "pass") > 15, result.ToString());
            Assert.Equal((0, 0), (Sum(result, "fail"), Sum(result, "skipped")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static void WriteReports(string folder)
    {
        Write("many.html", CoverageSamples.Many(3000));
        Write("some.html", [.. CoverageSamples.Many(240), .. CoverageSamples.Nasty]);
        Write("nasty.html", CoverageSamples.Nasty);
        Write("nasty.md", CoverageSamples.Nasty);
        Write("empty.html", []);
        Write("places.html", [Place("1", "cn-hangzhou"), Place("2", "cn-shanghai"), Place(null, null)]);
        Write("sandbox.html", [Place("sandbox", "cn-hangzhou"), Place("sandbox", "cn-shanghai"), Place(null, "cn-shanghai")]);

        void Write(string name, IReadOnlyList<AgSignatureCoverage> rows)
        {
            var format = ReportFormat.Find(name)!;
            new ReportFile(Path.Combine(folder, name), noClobber: true, force: false).Write(
                to => format.Write(CoverageSamples.Report(rows), to), format, TestContext.Current.CancellationToken);
        }
    }

    private static AgSignatureCoverage Place(string? account, string? region) => new()
    {
        ApiId = "a",
        ApiName = "get",
        GroupId = "g",
        GroupName = "orders",
        StageName = "RELEASE",
        IsPublished = true,
        State = AgCoverageState.Unsigned,
        AccountId = account,
        RegionId = region,
    };

    private static int Sum(ProcessResult result, string name) =>
        TapSum().Matches(result.Output)
            .Where(match => match.Groups[1].Value == name)
            .Sum(static match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("^# (pass|fail|skipped) (\\d+)$", RegexOptions.Multiline)]
    private static partial Regex TapSum();
}

using System.Globalization;
using System.Text.RegularExpressions;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests;

/// <summary>
/// The Pester tests, one file per case: in the PowerShell that the build has restored, or in the one that AG_PWSH names. What Pester
/// counted and skipped, and where, stands in artifacts/pester. The lanes share the files, so that xunit runs several at a time; the
/// files of a lane share a process, since to start PowerShell and Pester costs more than most of them.
/// </summary>
public abstract partial class PesterTests
{
    private const int Lanes = 4;

    internal static readonly string Folder = Path.Combine(RepositoryPaths.Root, "tests", "Pester");
    private static readonly string Counts = Path.Combine(RepositoryPaths.Root, "artifacts", "pester");

    // As measured (docs/quality.md): a run that begins with these does not end by waiting for one of them. Quick ones among them stand
    // in the lane of Examples, which takes twice as long as any other.
    private static readonly string[] SlowestFirst =
    [
        "Examples", "Analyzer", "Secrets", "Help", "Errors", "CannotAsk", "ThisPowerShell", "RunSummary", "Assemblies", "Contexts",
        "Completion", "Undo", "Batches", "OfficialClient", "SandboxFile", "Release", "BackendSignature", "AcsCore",
        "ExportCoverage", "Plans", "Listings", "Engine", "ForeignText", "Backend", "WhoSigns", "WhatIfConfirm", "RandomFaults",
        "Binding",
    ];

    internal static TheoryData<string> FilesOfLane(int lane) => [.. NamesOfLane(lane)];

    /// <summary>The files of a lane, in the order in which they run.</summary>
    internal static IEnumerable<string> NamesOfLane(int lane) =>
        // To and fro, so that no lane has the slowest of every row.
        AllFiles().Where((_, number) => (number / Lanes % 2 == 0 ? number % Lanes : Lanes - 1 - number % Lanes) == lane);

    private protected static async Task EveryTestPassesAsync(int lane, string file)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (counted, output, seconds) = await PesterProcess.OfLane(lane).ResultAsync(file).WaitAsync(cancellation);
        Directory.CreateDirectory(Counts);
        await File.WriteAllLinesAsync(
            Path.Combine(Counts, file + ".counts"),
            [FormattableString.Invariant($"{file} {counted.Value.Trim()}, {seconds:0.0} s"),
                .. SkippedLine().Matches(output).Select(skipped => $"skipped {file}: {skipped.Value.Trim()}")],
            cancellation);
        Assert.True(Number(counted, "failed") == 0, $"{file}: {counted.Value}\n{WithoutPassed(output)}");
        Assert.True(Number(counted, "passed") > 0, $"{file} ran no test: {output}");
    }

    private static List<string> AllFiles() =>
        [.. Directory.EnumerateFiles(Folder, "*.Tests.ps1")
            .Select(static file => Path.GetFileName(file))
            .OrderBy(static file => (uint)Array.IndexOf(SlowestFirst, file.Replace(".Tests.ps1", string.Empty, StringComparison.Ordinal)))
            .ThenBy(static file => file, StringComparer.Ordinal)];

    private static int Number(Match counted, string name) => int.Parse(counted.Groups[name].Value, CultureInfo.InvariantCulture);

    private static string WithoutPassed(string output) =>
        string.Join('\n', output.Split('\n').Where(static line => !line.TrimStart().StartsWith("[+]", StringComparison.Ordinal)));

    [GeneratedRegex(@"(?<=^AG-PESTER-SKIPPED ).*", RegexOptions.Multiline)]
    private static partial Regex SkippedLine();
}

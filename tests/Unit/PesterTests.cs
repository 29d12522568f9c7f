using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests;

/// <summary>
/// The Pester tests, one file per case, each in a process of its own: in the PowerShell that the build has restored, or in the
/// one that AG_PWSH names. What Pester counted and skipped, and where, stands in artifacts/pester.
/// The lanes share the files, so that xunit runs several at a time.
/// </summary>
public abstract partial class PesterTests
{
    private const int Lanes = 4;

    private static readonly string Folder = Path.Combine(RepositoryPaths.Root, "tests", "Pester");
    private static readonly string Counts = Path.Combine(RepositoryPaths.Root, "artifacts", "pester");

    // As measured (docs/quality.md): a run that begins with these does not end by waiting for one of them.
    private static readonly string[] SlowestFirst =
    [
        "Examples", "Completion", "WhatIfConfirm", "CannotAsk", "ThisPowerShell", "Errors", "Help", "Secrets",
    ];

    private protected static TheoryData<string> FilesOfLane(int lane) =>
        [.. AllFiles().Where((_, number) => number % Lanes == lane)];

    private protected static async Task EveryTestPassesAsync(string file)
    {
        var cancellation = TestContext.Current.CancellationToken;
        if (file == "OfficialClient.Tests.ps1")
        {
            await OfficialClient.ReadyAsync(cancellation);
        }

        var powerShell = PowerShellProgram.Chosen;
        var watch = Stopwatch.StartNew();
        var result = await ChildProcess.RunAsync(
            powerShell,
            ["-NoProfile", "-NonInteractive", "-File", Path.Combine(Folder, "Invoke-File.ps1"), Path.Combine(Folder, file)],
            Environment(),
            cancellationToken: cancellation);

        watch.Stop();

        var counted = CountLine().Match(result.Output);
        Assert.True(counted.Success, $"{file} did not come to its end in {powerShell}: {result}");
        Directory.CreateDirectory(Counts);
        await File.WriteAllLinesAsync(
            Path.Combine(Counts, file + ".counts"),
            [FormattableString.Invariant($"{file} {counted.Value.Trim()}, {watch.Elapsed.TotalSeconds:0.0} s"),
                .. SkippedLine().Matches(result.Output).Select(skipped => $"skipped {file}: {skipped.Value.Trim()}")],
            cancellation);
        Assert.True(Number(counted, "failed") == 0
            && result.ExitCode == 0, $"{file}: {counted.Value}\n{WithoutPassed(result.Output)}\n{result.Error}");
        Assert.True(Number(counted, "passed") > 0, $"{file} ran no test: {result}");
    }

    private static List<string> AllFiles() =>
        [.. Directory.EnumerateFiles(Folder, "*.Tests.ps1")
            .Select(static file => Path.GetFileName(file))
            .OrderBy(static file => (uint)Array.IndexOf(SlowestFirst, file.Replace(".Tests.ps1", string.Empty, StringComparison.Ordinal)))
            .ThenBy(static file => file, StringComparer.Ordinal)];

    /// <summary>Plain text in a known language, the server that was built with these tests, and nobody's account.</summary>
    private static Dictionary<string, string?> Environment() => new()
    {
        ["LANG"] = "en_US.UTF-8",
        ["NO_COLOR"] = "1",
        ["AG_MODULE"] = CountedModule.Folder ?? System.Environment.GetEnvironmentVariable("AG_MODULE"),
        ["AG_SANDBOX_SERVER"] = RepositoryPaths.SandboxServer,
        ["AG_PESTER"] = EnginePaths.Pester,
        ["AG_PWSH_DLL"] = EnginePaths.PowerShell,
        ["AG_DOTNET"] = EnginePaths.DotNet,

        // Counting for a second compilation costs these short runs more than it gains.
        ["DOTNET_TieredPGO"] = "0",
        ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = null,
        ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = null,
        ["ALIBABA_CLOUD_SECURITY_TOKEN"] = null,
        ["ALIBABA_CLOUD_REGION_ID"] = null,
    };

    private static int Number(Match counted, string name) => int.Parse(counted.Groups[name].Value, CultureInfo.InvariantCulture);

    private static string WithoutPassed(string output) =>
        string.Join('\n', output.Split('\n').Where(static line => !line.TrimStart().StartsWith("[+]", StringComparison.Ordinal)));

    [GeneratedRegex(@"(?<=^AG-PESTER )passed=(?<passed>\d+) failed=(?<failed>\d+) skipped=(?<skipped>\d+) in .*", RegexOptions.Multiline)]
    private static partial Regex CountLine();

    [GeneratedRegex(@"(?<=^AG-PESTER-SKIPPED ).*", RegexOptions.Multiline)]
    private static partial Regex SkippedLine();
}

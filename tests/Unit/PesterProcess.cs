using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Processes;

namespace AliGatewaySignature.Tests;

/// <summary>The PowerShell that runs the test files of one lane, and what came of each of them.</summary>
internal sealed partial class PesterProcess
{
    private static readonly ConcurrentDictionary<int, Lazy<PesterProcess>> Running = new();
    private readonly Dictionary<string, TaskCompletionSource<(Match Counted, string Output, double Seconds)>> _results;

    private PesterProcess(IReadOnlyList<string> files)
    {
        _results = files.ToDictionary(
            static file => file,
            static _ => new TaskCompletionSource<(Match, string, double)>(TaskCreationOptions.RunContinuationsAsynchronously));
        _ = RunAsync(files);
    }

    /// <summary>The process of a lane, started by whoever asks first.</summary>
    public static PesterProcess OfLane(int lane) =>
        Running.GetOrAdd(lane, static number => new(() => new PesterProcess([.. PesterTests.NamesOfLane(number)]))).Value;

    /// <summary>What Pester counted in a file, what it said, and how long it took.</summary>
    public Task<(Match Counted, string Output, double Seconds)> ResultAsync(string file) => _results[file].Task;

    private async Task RunAsync(IReadOnlyList<string> files)
    {
        try
        {
            if (files.Contains("OfficialClient.Tests.ps1"))
            {
                await OfficialClient.ReadyAsync(CancellationToken.None);
            }

            await ReadAsync(files);
        }
        catch (Exception e)
        {
            foreach (var result in _results.Values)
            {
                result.TrySetException(e);
            }
        }
    }

    private async Task ReadAsync(IReadOnlyList<string> files)
    {
        var powerShell = PowerShellProgram.Chosen;
        await using var process = ChildProcess.Start(
            powerShell,
            [
                "-NoProfile", "-NonInteractive", "-File", Path.Combine(PesterTests.Folder, "Invoke-File.ps1"),
                .. files.Select(static file => Path.Combine(PesterTests.Folder, file)),
            ],
            Environment());
        process.CloseInput();

        var (file, said, watch) = (files[0], new StringBuilder(), Stopwatch.StartNew());
        while (await process.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (FileLine().Match(line) is { Success: true } begun)
            {
                (file, said, watch) = (begun.Groups["file"].Value, new StringBuilder(), Stopwatch.StartNew());
            }

            said.AppendLine(line);
            if (CountLine().Match(line) is { Success: true } counted)
            {
                _results[file].TrySetResult((counted, said.ToString(), watch.Elapsed.TotalSeconds));
            }
        }

        // For whichever file has no result yet.
        var end = await process.WaitAsync(CancellationToken.None);
        throw new InvalidOperationException(
            $"{file} did not come to its end in {powerShell} (exit code {end.ExitCode}):\n{said}\n{process.ErrorSoFar}");
    }

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

    [GeneratedRegex(@"(?<=^AG-PESTER )passed=(?<passed>\d+) failed=(?<failed>\d+) skipped=(?<skipped>\d+) in .*", RegexOptions.Multiline)]
    private static partial Regex CountLine();


    [GeneratedRegex(@"^AG-PESTER-FILE (?<file>\S+)$")]
    private static partial Regex FileLine();
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests;

/// <summary>
/// The Pester tests, one file a case, each in a PowerShell of its own. Skipped with a reason where there is no PowerShell
/// or no Pester. What Pester counted stands in artifacts/pester, one line a file, for whoever wants the sum.
/// </summary>
public partial class PesterTests
{
    private static readonly string Folder = Path.Combine(RepositoryPaths.Root, "tests", "Pester");
    private static readonly string Counts = Path.Combine(RepositoryPaths.Root, "artifacts", "pester");
    private static readonly Version OldestPester = new(5, 7);
    private static readonly SemaphoreSlim FindOnce = new(1, 1);
    private static string? pester;

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder, "*.Tests.ps1").Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task EveryTestOfTheFilePasses(string file)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string powerShell = await FindPowerShellAsync(cancellation);
        if (file == "OfficialClient.Tests.ps1")
        {
            await OfficialClient.ReadyAsync(cancellation);
        }

        ProcessResult result = await ChildProcess.RunAsync(
            powerShell,
            ["-NoProfile", "-NonInteractive", "-File", Path.Combine(Folder, "Invoke-File.ps1"), Path.Combine(Folder, file)],
            Environment(),
            cancellationToken: cancellation);

        Match counted = CountLine().Match(result.Output);
        Assert.True(counted.Success, $"{file} did not come to its end: {result}");
        Directory.CreateDirectory(Counts);
        await File.WriteAllTextAsync(Path.Combine(Counts, file + ".counts"), $"{file} {counted.Value}\n", cancellation);
        Assert.True(Number(counted, "failed") == 0 && result.ExitCode == 0, $"{file}: {counted.Value}\n{WithoutPassed(result.Output)}\n{result.Error}");
        Assert.True(Number(counted, "passed") > 0, $"{file} ran no test: {result}");
    }

    [Fact]
    public void ThereAreFiles() => Assert.True(Files.Count >= 10, "The Pester tests have gone.");

    private static async Task<string> FindPowerShellAsync(CancellationToken cancellationToken)
    {
        string? powerShell = Tools.Find("pwsh");
        if (powerShell is null)
        {
            Assert.Skip("PowerShell (pwsh) is not on PATH, so the Pester tests cannot run.");
        }

        await FindOnce.WaitAsync(cancellationToken);
        try
        {
            pester ??= (await ChildProcess.RunAsync(
                powerShell,
                ["-NoProfile", "-NonInteractive", "-Command", "(Get-Module -ListAvailable Pester | Sort-Object Version | Select-Object -Last 1).Version.ToString()"],
                Environment(),
                cancellationToken: cancellationToken)).Output.Trim();
        }
        finally
        {
            FindOnce.Release();
        }

        if (!Version.TryParse(pester, out Version? version) || version < OldestPester)
        {
            Assert.Skip($"Pester {OldestPester} or later is not installed (found: {(pester.Length == 0 ? "none" : pester)}); Install-Module Pester gets it.");
        }

        return powerShell;
    }

    /// <summary>Plain text in a known language, the server that was built with these tests, and nobody's account.</summary>
    private static Dictionary<string, string?> Environment() => new()
    {
        ["LANG"] = "en_US.UTF-8",
        ["NO_COLOR"] = "1",
        ["AG_MODULE"] = CountedModule.Folder ?? System.Environment.GetEnvironmentVariable("AG_MODULE"),
        ["AG_SANDBOX_SERVER"] = RepositoryPaths.SandboxServer,
        ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = null,
        ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = null,
        ["ALIBABA_CLOUD_SECURITY_TOKEN"] = null,
        ["ALIBABA_CLOUD_REGION_ID"] = null,
    };

    private static int Number(Match counted, string name) => int.Parse(counted.Groups[name].Value, CultureInfo.InvariantCulture);

    private static string WithoutPassed(string output) =>
        string.Join('\n', output.Split('\n').Where(static line => !line.TrimStart().StartsWith("[+]", StringComparison.Ordinal)));

    [GeneratedRegex(@"(?<=^AG-PESTER )passed=(?<passed>\d+) failed=(?<failed>\d+) skipped=(?<skipped>\d+)", RegexOptions.Multiline)]
    private static partial Regex CountLine();
}

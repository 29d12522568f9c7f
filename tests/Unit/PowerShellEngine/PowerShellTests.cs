using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.PowerShellEngine;

/// <summary>The PowerShell that the repository brings: one version everywhere, and started in both of its shapes.</summary>
public class PowerShellTests
{
    private static string Versions(string name) =>
        XDocument.Load(Path.Combine(RepositoryPaths.Root, "Directory.Packages.props")).Descendants(name).Single().Value;

    [Fact]
    public void The_tool_manifest_names_the_version_that_is_restored()
    {
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryPaths.Root, ".config", "dotnet-tools.json")))!;

        Assert.Equal(Versions("PowerShellVersion"), (string?)manifest["tools"]!["powershell"]!["version"]);
    }

    [Fact]
    public async Task It_is_the_version_that_is_named_whatever_is_installed()
    {
        Assert.Equal(
            Versions("PowerShellVersion"),
            await AskAsync(
                PowerShellProgram.OfPackage,
                "$PSVersionTable.PSVersion.ToString()",
                new() { ["PATH"] = null, ["HOME"] = null, ["PSModulePath"] = null }));
        Assert.Equal(
            Versions("PesterVersion"),
            await AskAsync(PowerShellProgram.OfPackage, $"(Import-Module '{EnginePaths.Pester}' -PassThru).Version.ToString()"));
    }

    [Fact]
    public async Task A_program_of_its_own_is_started_as_it_is()
    {
        var program = Path.Combine(Path.GetDirectoryName(EnginePaths.PowerShell)!, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh");
        Assert.SkipUnless(RuntimeInformation.OSArchitecture == Architecture.X64, "The package's own program is for x64 only.");
        var root = new FileInfo(EnginePaths.DotNet) is var file && file.ResolveLinkTarget(returnFinalTarget: true) is { } target
            ? target.FullName
            : file.FullName;

        var path = await AskAsync(
            PowerShellProgram.At(program), "(Get-Process -Id $PID).Path", new() { ["DOTNET_ROOT"] = Path.GetDirectoryName(root) });

        Assert.Equal(program, path);
    }

    [Fact]
    public async Task A_pwsh_dll_is_run_by_dotnet() =>
        Assert.Equal(
            "dotnet", Path.GetFileNameWithoutExtension(await AskAsync(PowerShellProgram.OfPackage, "(Get-Process -Id $PID).Path")));

    private static async Task<string> AskAsync(PowerShellProgram powerShell, string script, Dictionary<string, string?>? environment = null)
    {
        var result = await ChildProcess.RunAsync(
            powerShell, ["-NoProfile", "-NonInteractive", "-Command", script], environment, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output.Trim();
    }
}

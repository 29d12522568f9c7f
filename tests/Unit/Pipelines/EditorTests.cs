using System.Text.Json.Nodes;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Pipelines;

/// <summary>What .vscode starts is there, and the PowerShell that it opens comes up signed in.</summary>
public class EditorTests
{
    private static JsonArray Configurations => Read("launch.json")["configurations"]!.AsArray();

    [Fact]
    public void Every_configuration_finds_its_symbols_and_what_is_to_be_built_first()
    {
        var tasks = Read("tasks.json")["tasks"]!.AsArray().Select(static task => (string)task!["label"]!).ToList();

        Assert.All(Configurations, configuration =>
        {
            Assert.Equal("${workspaceFolder}/", (string?)configuration!["sourceFileMap"]!["/_/"]);
            Assert.True((string?)configuration["request"] == "attach"
                || tasks.Contains((string?)configuration["preLaunchTask"] ?? string.Empty));
        });
    }

    [Fact]
    public void Every_file_that_it_names_is_there()
    {
        var named = Configurations.SelectMany(static configuration => configuration!["args"]?.AsArray() ?? [])
            .Concat(Read("tasks.json")["tasks"]!.AsArray().SelectMany(static task => task!["args"]!.AsArray()))
            .Select(static word => (string)word!)
            .Where(static word => word.EndsWith(".ps1", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(named);
        Assert.All(named, static path => Assert.True(File.Exists(Path.Combine(RepositoryPaths.Root, path)), $"There is no {path}."));
    }

    /// <summary>By a path, since a debugger does not follow `dotnet pwsh` into the process that it starts.</summary>
    [Fact]
    public void The_PowerShell_that_it_starts_is_the_one_that_the_build_restores()
    {
        var named = Configurations
            .SelectMany(static configuration => new[] { configuration!["program"], configuration["windows"]?["program"] })
            .Select(static program => (string?)program)
            .Where(static program => program?.EndsWith("/pwsh.dll", StringComparison.Ordinal) == true)
            .Select(static program => program!.Replace("${userHome}/.nuget/packages/", string.Empty, StringComparison.Ordinal))
            .ToList();

        Assert.Equal(4, named.Count);
        var restored = EnginePaths.PowerShell.Replace('\\', '/');
        Assert.All(named, path => Assert.EndsWith(
            "/" + (OperatingSystem.IsWindows()
                ? path.Replace("/unix/", "/win/", StringComparison.Ordinal)
                : path.Replace("/win/", "/unix/", StringComparison.Ordinal)),
            restored,
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_PowerShell_for_debugging_comes_up_signed_in()
    {
        var arguments = Configurations[0]!["args"]!.AsArray().Select(static word => (string)word!).ToList();
        Assert.Equal("-File", arguments[^2]);

        // The line that CONTRIBUTING.md gives to try a breakpoint with.
        const string Line =
            "Get-AgApiGroup orders | Get-AgApi -First 3 | Add-AgSignatureApi -SignatureId (New-AgSignature "
                + "debug_key).SignatureId -StageName TEST";
        var result = await ChildProcess.RunAsync(
            PowerShellProgram.Chosen,
            ["-NoProfile", "-Command", $". {arguments[^1]}; {Line} | ForEach-Object State"],
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.EndsWith("Bound\nBound\nBound", result.Output.ReplaceLineEndings("\n").TrimEnd(), StringComparison.Ordinal);
        Assert.Contains(Line, File.ReadAllText(Path.Combine(RepositoryPaths.Root, "CONTRIBUTING.md")), StringComparison.Ordinal);
    }

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryPaths.Root, ".vscode", file)))!;
}

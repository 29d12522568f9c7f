using System.Text.RegularExpressions;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Pipelines;

/// <summary>The workflows of this repository and the examples for others': what can be said of them without their hosts.</summary>
public partial class PipelineTests
{
    public static TheoryData<string> Files => [.. PipelineFile.Names];

    public static TheoryData<string> FilesOfGitHub =>
        [.. PipelineFile.Names.Where(static name => name.Contains("github", StringComparison.Ordinal))];

    [Fact]
    public void There_are_workflows_and_examples()
    {
        Assert.Contains(".github/workflows/ci.yml", PipelineFile.Names);
        Assert.Contains(".github/workflows/release.yml", PipelineFile.Names);
        Assert.Contains("examples/azure-pipelines/bindings.yml", PipelineFile.Names);
        Assert.Contains("examples/github-actions/bindings.yml", PipelineFile.Names);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void It_is_YAML_and_has_steps(string name) => Assert.NotEmpty(PipelineFile.Read(name).Scripts);

    /// <summary>GitHub shows a form that it cannot read as no form at all.</summary>
    [Fact]
    public void The_forms_of_issues_are_forms()
    {
        var forms = Directory.GetFiles(Path.Combine(RepositoryPaths.Root, ".github", "ISSUE_TEMPLATE"), "*.yml")
            .Where(static file => !file.EndsWith("config.yml", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(forms);
        Assert.All(forms, static file =>
        {
            var form = PipelineFile.Read(Path.GetRelativePath(RepositoryPaths.Root, file)).Root.Children;
            Assert.All(new[] { "name", "description", "body" }, key => Assert.True(form.ContainsKey(key), $"{file} has no {key}."));
        });
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_script_that_a_step_names_is_there(string name)
    {
        var named = PipelineFile.Read(name).Scripts.SelectMany(static step => ScriptPath().Matches(step.Script))
            .Select(static match => match.Value).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, static path => Assert.True(File.Exists(Path.Combine(RepositoryPaths.Root, path)), $"There is no {path}."));
    }

    /// <summary>An expression in a script is pasted in before the shell reads it: what it holds could be code.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Nothing_is_pasted_into_a_script(string name) =>
        Assert.All(PipelineFile.Read(name).Scripts, static step => Assert.DoesNotMatch(@"\$\{\{|\$\(", step.Script));

    [Theory]
    [MemberData(nameof(Files))]
    public void It_uses_actions_of_the_host_at_a_released_version(string name) =>
        Assert.All(PipelineFile.Read(name).Uses, static action => Assert.Matches(
            @"^(actions/[a-z-]+@v\d+|\./\.github/workflows/ci\.yml)$", action));

    /// <summary>Without, a job has those of the repository.</summary>
    [Theory]
    [MemberData(nameof(FilesOfGitHub))]
    public void It_says_which_rights_it_needs(string name) => Assert.True(PipelineFile.Read(name).Root.Children.ContainsKey("permissions"));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task PowerShell_can_read_every_script(string name)
    {
        var folder = Directory.CreateTempSubdirectory("ag-steps-").FullName;
        try
        {
            var scripts = PipelineFile.Read(name).Scripts.Where(static step => step.Shell is not "bash")
                .Select(static step => step.Script)
                .ToList();
            foreach (var (script, number) in scripts.Select(static (script, number) => (script, number)))
            {
                await File.WriteAllTextAsync(Path.Combine(folder, $"{number}.ps1"), script, TestContext.Current.CancellationToken);
            }

            const string Parse = """
                $errors = foreach ($file in Get-ChildItem -LiteralPath $env:AG_STEPS) {
                    $found = $null
                    $null = [System.Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref] $null, [ref] $found)
                    $found
                }
                if ($errors) { $errors | Out-String; exit 1 }
                """;
            var result = await ChildProcess.RunAsync(
                PowerShellProgram.Chosen,
                ["-NoProfile", "-NonInteractive", "-Command", Parse],
                new Dictionary<string, string?> { ["AG_STEPS"] = folder },
                cancellationToken: TestContext.Current.CancellationToken);
            Assert.True(result.ExitCode == 0, result.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"(?<=^|\s)\./[\w./-]+\.ps1|(?<=^|\s)\.ci/\w+", RegexOptions.Multiline)]
    private static partial Regex ScriptPath();
}

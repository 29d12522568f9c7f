using System.Globalization;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.PowerShellEngine;

/// <summary>The first command of the README, from its end: what `dotnet run` starts.</summary>
public class QuickstartTests
{
    [Fact]
    public async Task Without_arguments_it_shows_the_cmdlets_and_leaves_no_colours_in_a_file()
    {
        var result = await RunAsync([], new() { ["NO_COLOR"] = null, ["TERM"] = "xterm" });

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("250 bound.", result.Output, StringComparison.Ordinal);
        Assert.Contains("Keys left: 0", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Its_prompt_is_signed_in_to_the_sandbox_and_ends_with_the_code_that_was_asked_for()
    {
        await using var child = ChildProcess.Start(EnginePaths.DotNet, [RepositoryPaths.Quickstart, "-interactive"], PlainEnvironment());
        await child.WriteLineAsync("'sandbox: ' + (Get-AgContext).IsSandbox");
        await child.WriteLineAsync("$ctx = Get-AgContext");
        await child.WriteLineAsync("'parallel: ' + (1 | ForEach-Object -Parallel { (Get-AgApiGroup -Context $using:ctx).Count })");
        await child.WriteLineAsync("exit 5");
        child.CloseInput();
        var result = await child.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(5, result.ExitCode);
        Assert.Contains("Try: Get-AgApiGroup orders |", result.Output, StringComparison.Ordinal);
        Assert.Contains("sandbox: True", result.Output, StringComparison.Ordinal);
        Assert.Contains("parallel: 3", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exit_code_is_that_of_the_demo()
    {
        // A PowerShell that says what it was given, and fails.
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Its stand-in for a PowerShell is a shell script.");
        var program = Path.Combine(Directory.CreateTempSubdirectory("ag-").FullName, "pwsh");
        await File.WriteAllTextAsync(program, "#!/bin/sh\necho \"$@\"\nexit 3\n", TestContext.Current.CancellationToken);
        await ChildProcess.RunAsync("chmod", ["+x", program], cancellationToken: TestContext.Current.CancellationToken);

        var result = await RunAsync([], new() { [PowerShellProgram.Variable] = program });

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("-NoLogo -NoProfile -File ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_arguments_are_refused()
    {
        var result = await RunAsync(["-Sandbox"], []);

        Assert.Equal(64, result.ExitCode);
        Assert.Contains(
            "Unknown arguments: -Sandbox. Use none for the demo, or -Interactive for a prompt.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_PowerShell_that_is_not_there_is_named()
    {
        var result = await RunAsync([], new() { [PowerShellProgram.Variable] = "/no/such/pwsh" });

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("PowerShell: /no/such/pwsh, which AG_PWSH names.", result.Error, StringComparison.Ordinal);
        Assert.Contains("Give AG_PWSH a PowerShell, or unset it.", result.Error, StringComparison.Ordinal);
    }

    /// <summary>As a terminal does it: the signal goes to every process of the group.</summary>
    [Fact]
    public async Task Ctrl_C_ends_the_demo_and_the_exit_code_says_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It needs env(1) and setsid(1) of Linux.");

        // Where the tests run in the background the signal may be ignored, and children inherit that.
        await using var child = ChildProcess.Start(
            "env", ["--default-signal=INT", "setsid", EnginePaths.DotNet, RepositoryPaths.Quickstart], PlainEnvironment());
        child.CloseInput();
        string? line;
        do
        {
            line = await child.ReadLineAsync(TestContext.Current.CancellationToken);
        }
        while (line?.StartsWith("# Import", StringComparison.Ordinal) == false);

        var group = child.Id.ToString(CultureInfo.InvariantCulture);
        await ChildProcess.RunAsync("/bin/sh", ["-c", $"kill -INT -{group}"], cancellationToken: TestContext.Current.CancellationToken);
        var result = await child.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, result.ExitCode);
        Assert.DoesNotContain("That was all", result.Output, StringComparison.Ordinal);
    }

    private static Task<ProcessResult> RunAsync(string[] arguments, Dictionary<string, string?> environment)
    {
        foreach (var (name, value) in PlainEnvironment())
        {
            environment.TryAdd(name, value);
        }

        return ChildProcess.RunAsync(
            EnginePaths.DotNet,
            [RepositoryPaths.Quickstart, .. arguments],
            environment,
            cancellationToken: TestContext.Current.CancellationToken);
    }

    private static Dictionary<string, string?> PlainEnvironment() => new() { ["LANG"] = "en_US.UTF-8", ["NO_COLOR"] = "1" };
}

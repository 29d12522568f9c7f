using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Packaging;

/// <summary>
/// The working tree, committed to a repository of its own and packed in two clones of it, at different paths and in
/// different time zones. Made once for all tests of the package.
/// </summary>
public sealed class PackedTwice : IAsyncLifetime
{
    public const string Origin = "https://github.com/example/AliGatewaySignature";

    /// <summary>The time of the only commit: 2026-01-02 03:04:06 UTC. A zip file counts in steps of two seconds.</summary>
    public static readonly DateTime CommitTime = new(2026, 1, 2, 3, 4, 6, DateTimeKind.Utc);

    private readonly string _folder = Directory.CreateTempSubdirectory("ag-packed-").FullName;
    private string? _missing;

    public string First { get; private set; } = string.Empty;

    public string Second { get; private set; } = string.Empty;

    public string Commit { get; private set; } = string.Empty;

    /// <summary>Whether the second transport is in, as in a release: only where its packages can be had.</summary>
    public bool WithAcsCore { get; private set; }

    /// <summary>Skips the test where there is no git to make a commit with.</summary>
    public void NeedsPackages()
    {
        if (_missing is not null)
        {
            Assert.Skip(_missing);
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Tools.Find("git") is not { } git || !Path.Exists(Path.Combine(RepositoryPaths.Root, ".git")))
        {
            _missing = "git is not on PATH, or this is not a clone: there is no commit to pack.";
            return;
        }

        var first = Path.Combine(_folder, "first");
        var second = Path.Combine(_folder, "a second clone", "elsewhere");
        await CopyWorkingTreeAsync(git, first);
        await GitAsync(git, first, "init", "--quiet");
        await GitAsync(git, first, "add", "--all");
        await GitAsync(
            git,
            first,
            "-c",
            "user.name=Somebody",
            "-c",
            "user.email=somebody@example.org",
            "commit",
            "--quiet",
            "--message",
            "The working tree");
        Commit = (await GitAsync(git, first, "rev-parse", "HEAD")).Trim();
        await GitAsync(git, _folder, "clone", "--quiet", first, second);
        await GitAsync(git, first, "remote", "add", "origin", Origin + ".git");
        await GitAsync(git, second, "remote", "set-url", "origin", "git@github.com:example/AliGatewaySignature.git");

        WithAcsCore = (await DotNetAsync(first, "UTC", "restore", Path.Combine("src", "AliGatewaySignature.AcsCore"))).ExitCode == 0;
        First = await PackAsync(first, "UTC");
        Second = await PackAsync(second, "Asia/Shanghai");
    }

    public ValueTask DisposeAsync()
    {
        // Git's objects are read-only, which Windows takes seriously.
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task CopyWorkingTreeAsync(string git, string target)
    {
        var listed = await GitAsync(git, RepositoryPaths.Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
        foreach (var name in listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct())
        {
            var source = Path.Combine(RepositoryPaths.Root, name);
            if (File.Exists(source))
            {
                var copy = Path.Combine(target, name);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(source, copy);
            }
        }
    }

    private static async Task<string> GitAsync(string git, string folder, params string[] arguments)
    {
        var time = CommitTime.ToString("s") + "Z";
        var environment = new Dictionary<string, string?>
        {
            ["GIT_AUTHOR_DATE"] = time,
            ["GIT_COMMITTER_DATE"] = time,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null",
            ["GIT_DIR"] = null,
            ["GIT_WORK_TREE"] = null,
            ["GIT_INDEX_FILE"] = null,
        };
        var safe = new[] { "-c", "safe.directory=*", "-c", "core.autocrlf=false" };
        var result = await ChildProcess.RunAsync(git, [.. safe, .. arguments], environment, folder, TestContext.Current.CancellationToken);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {result}");
    }

    private async Task<string> PackAsync(string clone, string timeZone)
    {
        var result = await DotNetAsync(
            clone, timeZone, "pack", Path.Combine("src", "AliGatewaySignature"), "--configuration", "Release",
            "-p:RunAnalyzers=false", "-p:GenerateDocumentationFile=false", "-p:WithAcsCore=" + (WithAcsCore ? "true" : "false"));
        Assert.True(result.ExitCode == 0, $"dotnet pack: {result}");
        return Assert.Single(Directory.GetFiles(Path.Combine(clone, "artifacts"), "*.nupkg"));
    }

    private static Task<ProcessResult> DotNetAsync(string clone, string timeZone, params string[] arguments)
    {
        // As from a shell: what the dotnet that runs these tests told them is not for the one that packs.
        var environment = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(static name => name, static _ => (string?)null);
        environment["SOURCE_DATE_EPOCH"] = null;
        environment["TZ"] = timeZone;
        environment["DOTNET_NOLOGO"] = "1";
        string[] alone = ["--disable-build-servers", "-nodeReuse:false"];
        return ChildProcess.RunAsync(
            EnginePaths.DotNet, [.. arguments, .. alone], environment, clone, TestContext.Current.CancellationToken);
    }
}

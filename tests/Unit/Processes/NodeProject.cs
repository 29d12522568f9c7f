using Xunit;

namespace AliGatewaySignature.Tests.Processes;

/// <summary>A folder of tests in JavaScript with packages of its own, which npm installs from its lock file.</summary>
internal sealed class NodeProject(string folder, string what)
{
    // What npm says when it cannot reach a registry. Anything else, a lock file that does not fit say, is ours to mend.
    private static readonly string[] NetworkTroubles =
        ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH", "ERR_SOCKET_TIMEOUT",
            "ENOTCACHED"];

    private readonly Lock _lock = new();
    private Task? _installed;

    /// <summary>
    /// Makes the packages ready and gives the program that runs them. The test is skipped with a reason where there is no Node, and where
    /// the packages cannot be had, unless the environment says that this is CI: there it fails.
    /// </summary>
    public async Task<string> ReadyAsync(CancellationToken cancellationToken)
    {
        var node = Tools.Find("node");
        var npm = Tools.Find("npm");
        if (node is null || npm is null)
        {
            Assert.Skip($"Node and npm are not on PATH, so {what} cannot run.");
        }

        Task installed;
        lock (_lock)
        {
            // Once, however many tests ask for it.
            installed = _installed ??= InstallAsync(npm, cancellationToken);
        }

        await installed;
        return node;
    }

    private async Task InstallAsync(string npm, CancellationToken cancellationToken)
    {
        var installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        var wanted = Path.Combine(folder, "package-lock.json");
        if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(wanted))
        {
            return;
        }

        var result = await ChildProcess.RunAsync(
            npm, ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder: folder, cancellationToken: cancellationToken);
        if (result.ExitCode == 0)
        {
            return;
        }

        var reason = $"npm ci failed: {result}";
        if (Environment.GetEnvironmentVariable("CI") != "true"
            && NetworkTroubles.Any(code => reason.Contains(code, StringComparison.Ordinal)))
        {
            Assert.Skip(reason);
        }

        Assert.Fail(reason);
    }
}

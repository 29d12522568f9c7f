using AliGatewaySignature.Tests.Processes;

namespace AliGatewaySignature.Bench;

/// <summary>Where things are that the bench starts and reads.</summary>
internal static class BenchPaths
{
    /// <summary>The bench's own assembly, for its child roles.</summary>
    public static string Self { get; } = typeof(BenchPaths).Assembly.Location;

    public static string Module { get; } = Path.Combine(
        AppContext.BaseDirectory, "modules", "AliGatewaySignature", "AliGatewaySignature.psd1");

    public static string EmptyModule { get; } = Path.Combine(
        AppContext.BaseDirectory, "modules", "AliGatewaySignature.Bench.EmptyModule", "AliGatewaySignature.Bench.EmptyModule.psd1");

    public static string Client { get; } = Path.Combine(
        AppContext.BaseDirectory, "modules", "Client", "AliGatewaySignature.Bench.Client.dll");

    /// <summary>The second transport, as the build lays it out; absent where its package cannot be had.</summary>
    public static string AcsCore { get; } = Path.Combine(RepositoryPaths.Root, "out", "AliGatewaySignature", "AcsCore");

    /// <summary>The SDK by itself, of the same configuration; absent unless somebody built it.</summary>
    public static string Sdk { get; } = Path.Combine(
        RepositoryPaths.Root, "bench", "AliGatewaySignature.Bench.Sdk", "bin", Path.GetRelativePath(
            Path.Combine(RepositoryPaths.Root, "bench", "AliGatewaySignature.Bench", "bin"),
            AppContext.BaseDirectory), "AliGatewaySignature.Bench.Sdk.dll");

    /// <summary>The Pester tests, whose helpers the scripts use.</summary>
    public static string PesterTests { get; } = Path.Combine(RepositoryPaths.Root, "tests", "Pester");

    public static string Document { get; } = Path.Combine(RepositoryPaths.Root, "docs", "performance.md");

    /// <summary>The arguments that have PowerShell run one of the bench's scripts.</summary>
    public static IEnumerable<string> Script(string name, params string[] arguments) =>
        ["-NoProfile", "-NonInteractive", "-File", Path.Combine(AppContext.BaseDirectory, "Scripts", name + ".ps1"), .. arguments];
}

namespace AliGatewaySignature.Tests.Processes;

/// <summary>
/// The module as Pester imports it while coverage is counted: the folder of the build, with the assembly of these tests,
/// in which the collector has put its counters.
/// </summary>
internal static class CountedModule
{
    /// <summary>The folder; null unless AG_COVERAGE says that coverage is counted.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("AG_COVERAGE") == "1" ? LayOut() : null;

    private static string LayOut()
    {
        var built = Path.Combine(RepositoryPaths.Root, "out", "AliGatewaySignature");
        var folder = Path.Combine(RepositoryPaths.Root, "artifacts", "coverage", "AliGatewaySignature");
        foreach (var file in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(built, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        File.Copy(Path.Combine(
            AppContext.BaseDirectory, "AliGatewaySignature.dll"), Path.Combine(folder, "AliGatewaySignature.dll"), overwrite: true);
        return folder;
    }
}

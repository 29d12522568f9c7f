namespace AliGatewaySignature.Tests.Processes;

/// <summary>
/// Where things are that tests start: found from the test assembly's own place, so that it does not matter where the clone is.
/// </summary>
internal static class RepositoryPaths
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The server's assembly, of the same configuration and framework as the tests.</summary>
    public static string SandboxServer { get; } = Path.Combine(
        Root, "tests", "SandboxServer", "bin", OutputFolder(), "AliGatewaySignature.SandboxServer.dll");

    /// <summary>The Quickstart's assembly, of the same configuration and framework as the tests.</summary>
    public static string Quickstart { get; } = Path.Combine(
        Root, "samples", "Quickstart", "bin", OutputFolder(), "AliGatewaySignature.Quickstart.dll");

    /// <summary>The folder with the official clients.</summary>
    public static string OfficialClient { get; } = Path.Combine(Root, "tests", "OfficialClient");

    /// <summary>The sample backend's assembly, of the same configuration and framework as the tests.</summary>
    public static string SampleBackend { get; } = Path.Combine(
        Root, "tests", "SampleBackend", "bin", OutputFolder(), "AliGatewaySignature.SampleBackend.dll");

    /// <summary>The folder with the verifier in Node.</summary>
    public static string BackendVerifier { get; } = Path.Combine(Root, "tests", "BackendVerifier");

    /// <summary>The folder with the tests of the coverage page.</summary>
    public static string CoveragePage { get; } = Path.Combine(Root, "tests", "CoveragePage");

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AliGatewaySignature.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No solution above {AppContext.BaseDirectory}.");
    }

    // tests/Unit/bin/Release/net10.0 gives Release/net10.0.
    private static string OutputFolder()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(framework.Parent!.Name, framework.Name);
    }
}

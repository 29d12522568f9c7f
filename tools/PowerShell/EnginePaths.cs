using System.Reflection;

namespace AliGatewaySignature.PowerShellEngine;

/// <summary>Where the build found dotnet and restored PowerShell and Pester to; see PowerShell.targets.</summary>
internal static class EnginePaths
{
    /// <summary>The dotnet that built this; DOTNET_HOST_PATH or PATH where it was built on another machine.</summary>
    public static string DotNet { get; } =
        new[] { Told("DotNetProgram"), Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") }.FirstOrDefault(File.Exists) ?? "dotnet";

    /// <summary>The pwsh.dll of the package.</summary>
    public static string PowerShell { get; } = Told("PowerShellAssembly");

    /// <summary>Pester's manifest. Import it by this path: the folder is not called Pester, so its name finds nothing.</summary>
    public static string Pester { get; } = Told("PesterManifest");

    private static string Told(string name) => typeof(EnginePaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(fact => fact.Key == name).Value!;
}

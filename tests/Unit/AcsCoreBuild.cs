using AliGatewaySignature.Model;
using AliGatewaySignature.Tests.Processes;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Transport.AcsCore;

namespace AliGatewaySignature.Tests;

/// <summary>
/// The assembly of the second transport, where build.ps1 or `-p:WithAcsCore=true` has built it; loaded as the cmdlets load
/// it, from the folder that the build lays out. Elsewhere the tests that need it, *OverAcsCore.cs, are not compiled.
/// </summary>
internal static class AcsCoreBuild
{
    public static string Folder { get; } = Path.Combine(RepositoryPaths.Root, "out", "AliGatewaySignature", AcsCoreAssembly.FolderName);

    public static bool IsThere { get; } = File.Exists(Path.Combine(Folder, "AliGatewaySignature.AcsCore.dll"));

    public static IRequestBuilder BuilderOf(AgTransport transport, string userAgent) =>
        transport == AgTransport.AcsCore ? AcsCoreAssembly.In(Folder).NewBuilder(userAgent) : RequestBuilders.For(transport, userAgent);
}

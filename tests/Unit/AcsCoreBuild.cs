using System.IO;
using AliGatewaySignature.Model;
using AliGatewaySignature.Tests.Processes;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Transport.AcsCore;
using Xunit;

namespace AliGatewaySignature.Tests;

/// <summary>
/// The assembly of the second transport, where build.ps1 or `-p:WithAcsCore=true` has built it; loaded as the cmdlets load
/// it, from the folder that the build lays out. Tests that need it are skipped elsewhere.
/// </summary>
internal static class AcsCoreBuild
{
    public static string Folder { get; } = Path.Combine(RepositoryPaths.Root, "out", "AliGatewaySignature", AcsCoreAssembly.FolderName);

    public static bool IsThere { get; } = File.Exists(Path.Combine(Folder, "AliGatewaySignature.AcsCore.dll"));

    public static void SkipWithout(AgTransport transport) => Assert.SkipWhen(
        transport == AgTransport.AcsCore && !IsThere,
        "AliGatewaySignature.AcsCore is not built: 'dotnet test -p:WithAcsCore=true' does it where the feed has aliyun-net-sdk-core 1.6.2.");

    public static IRequestBuilder BuilderOf(AgTransport transport, string userAgent) =>
        transport == AgTransport.AcsCore ? AcsCoreAssembly.In(Folder).NewBuilder(userAgent) : RequestBuilders.For(transport, userAgent);
}

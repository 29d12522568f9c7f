using System.Runtime.InteropServices;

namespace AliGatewaySignature.Wire;

/// <summary>Which .NET the module runs on: Windows PowerShell is .NET Framework, PowerShell 7 is not.</summary>
internal static class Runtime
{
    public static bool IsNetFramework { get; } =
        RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal)
        || RuntimeInformation.FrameworkDescription.StartsWith("Mono", StringComparison.Ordinal);
}

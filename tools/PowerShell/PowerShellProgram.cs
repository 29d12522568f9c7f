namespace AliGatewaySignature.PowerShellEngine;

/// <summary>
/// A PowerShell to start. It has one of two shapes: a program of its own, or a pwsh.dll that dotnet runs, which is what a
/// .NET tool is. Scripts that start the PowerShell that they run in use ThisPowerShell.psm1.
/// </summary>
/// <param name="FileName">What to start.</param>
/// <param name="FirstArguments">What comes before the arguments that PowerShell is to get.</param>
internal sealed record PowerShellProgram(string FileName, IReadOnlyList<string> FirstArguments)
{
    /// <summary>The variable that names another PowerShell to use: a program, one on PATH, or a pwsh.dll.</summary>
    public const string Variable = "AG_PWSH";

    /// <summary>The PowerShell that the build has restored.</summary>
    public static PowerShellProgram OfPackage { get; } = At(EnginePaths.PowerShell);

    /// <summary>Whether AG_PWSH names a PowerShell.</summary>
    public static bool IsNamed => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>The PowerShell that AG_PWSH names, or else the one of the package.</summary>
    public static PowerShellProgram Chosen { get; } = IsNamed ? At(Environment.GetEnvironmentVariable(Variable)!) : OfPackage;

    /// <summary>The PowerShell at a path, whichever shape it has.</summary>
    public static PowerShellProgram At(string path) => Path.GetExtension(path).Equals(".dll", StringComparison.OrdinalIgnoreCase)
        ? new(EnginePaths.DotNet, ["exec", path])
        : new(path, []);

    /// <summary>The arguments for <see cref="FileName"/> that give PowerShell these.</summary>
    public IEnumerable<string> Arguments(params IEnumerable<string> arguments) => [.. FirstArguments, .. arguments];

    public override string ToString() => string.Join(' ', [FileName, .. FirstArguments]);
}

using System.Globalization;
using AliGatewaySignature.Bench.Clients;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Processes;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>A script in a new PowerShell that tells one number.</summary>
internal static class ScriptFigure
{
    public static async Task<double> OfAsync(
        string script, IReadOnlyDictionary<string, string?>? environment, CancellationToken cancellationToken, params string[] arguments)
    {
        var result = await ChildProcess.RunAsync(
            PowerShellProgram.Chosen, BenchPaths.Script(script, arguments), environment, cancellationToken: cancellationToken);
        return result.ExitCode == 0 && result.Output.Split('\n').FirstOrDefault(line => line.StartsWith(Worker.Mark)) is { } line
            ? double.Parse(line.AsSpan(1), CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{script}.ps1 failed: {result}");
    }
}

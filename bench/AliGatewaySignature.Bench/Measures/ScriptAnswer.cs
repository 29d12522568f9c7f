using System.Globalization;
using AliGatewaySignature.Bench.Clients;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Processes;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>What a script of the bench tells from a new PowerShell: the lines that begin with the mark, without it.</summary>
internal static class ScriptAnswer
{
    public static async Task<IReadOnlyList<string>> ReadAsync(
        string script, IReadOnlyDictionary<string, string?>? environment, CancellationToken cancellationToken, params string[] arguments)
    {
        var result = await ChildProcess.RunAsync(
            PowerShellProgram.Chosen, BenchPaths.Script(script, arguments), environment, cancellationToken: cancellationToken);
        string[] lines = [.. result.Output.Split('\n').Where(line => line.StartsWith(Worker.Mark)).Select(line => line[1..])];
        return result.ExitCode == 0 && lines.Length > 0
            ? lines
            : throw new InvalidOperationException($"{script}.ps1 failed: {result}");
    }

    public static async Task<double> ReadNumberAsync(
        string script, IReadOnlyDictionary<string, string?>? environment, CancellationToken cancellationToken, params string[] arguments) =>
        double.Parse((await ReadAsync(script, environment, cancellationToken, arguments))[0], CultureInfo.InvariantCulture);
}

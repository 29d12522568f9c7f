using System.Globalization;
using System.Text.Json.Nodes;
using AliGatewaySignature.Bench.Clients;
using AliGatewaySignature.Bench.Reporting;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Processes;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>Bad values for every parameter of every cmdlet: each ends in an object or a typed error.</summary>
internal sealed class BadInputMeasure : IMeasure
{
    private const int Calls = 12_500;
    private const int Seed = 2026;

    public string Name => "bad-input";

    public async Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken)
    {
        var count = runs ?? Calls;
        var result = await ChildProcess.RunAsync(
            PowerShellProgram.Chosen,
            BenchPaths.Script(
                "BadInput", "-Module", BenchPaths.Module, "-Server", RepositoryPaths.SandboxServer,
                "-Tests", Path.Combine(RepositoryPaths.Root, "tests", "Pester"),
                "-Seed", Seed.ToString(CultureInfo.InvariantCulture), "-Count", count.ToString(CultureInfo.InvariantCulture)),
            cancellationToken: cancellationToken);
        var line = result.ExitCode == 0 ? result.Output.Split('\n').LastOrDefault(line => line.StartsWith(Worker.Mark)) : null;
        var told = JsonNode.Parse(line?[1..] ?? throw new InvalidOperationException($"BadInput.ps1 failed: {result}"))!;
        var untyped = told["Untyped"]!.AsArray();
        foreach (var one in untyped)
        {
            await Console.Error.WriteLineAsync((string?)one);
        }

        return
        [
            new Row(
                string.Create(CultureInfo.InvariantCulture, $"bad input, {count:#,0} calls, seed {Seed}: untyped errors"),
                "0", Text.Number(untyped.Count), untyped.Count == 0, $"{told["Parameters"]} parameters"),
        ];
    }
}

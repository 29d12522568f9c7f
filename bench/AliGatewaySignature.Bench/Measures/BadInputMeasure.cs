using System.Globalization;
using System.Text.Json.Nodes;
using AliGatewaySignature.Bench.Reporting;
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
        var lines = await ScriptAnswer.ReadAsync(
            "BadInput", null, cancellationToken, "-Module", BenchPaths.Module, "-Server", RepositoryPaths.SandboxServer,
            "-Tests", BenchPaths.PesterTests,
            "-Seed", Seed.ToString(CultureInfo.InvariantCulture), "-Count", count.ToString(CultureInfo.InvariantCulture));
        var told = JsonNode.Parse(lines[^1])!;
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

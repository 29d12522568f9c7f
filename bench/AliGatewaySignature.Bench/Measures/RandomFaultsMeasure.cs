using System.Globalization;
using System.Text.Json.Nodes;
using AliGatewaySignature.Bench.Reporting;
using AliGatewaySignature.Tests.Processes;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>
/// What the writing cmdlets say under random faults, against what the server holds. Mostly they wait, so several PowerShells
/// share the runs, each with a server of its own.
/// </summary>
internal sealed class RandomFaultsMeasure : IMeasure
{
    private const int Side = 4;

    public string Name => "random-faults";

    public async Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken)
    {
        var count = runs ?? 500;
        var each = (count + Side - 1) / Side;
        var parts = await Task.WhenAll(Enumerable.Range(0, Side)
            .Select(part => (From: (part * each) + 1, To: Math.Min(count, (part + 1) * each)))
            .Where(part => part.From <= part.To)
            .Select(part => RunAsync(part.From, part.To, cancellationToken)));
        var done = parts.SelectMany(part => part).ToList();
        if (done.Count != count)
        {
            throw new InvalidOperationException($"{done.Count} of {count} runs came to an end.");
        }

        foreach (var run in done.Where(run => Count(run, "Lies") + Count(run, "Untyped") + (int)run["SecondKeys"]! > 0))
        {
            await Console.Error.WriteLineAsync(run.ToJsonString());
        }

        var what = string.Create(CultureInfo.InvariantCulture, $"random faults, {count} runs of the writing cmdlets");
        var raw = string.Create(
            CultureInfo.InvariantCulture, $"{Sum(done, "Faults")} faults played, {Sum(done, "Errors")} errors");
        return
        [
            None(what + ": lies", done.Sum(run => Count(run, "Lies")), raw),
            None(what + ": second keys", Sum(done, "SecondKeys"), string.Empty),
            None(what + ": untyped errors", done.Sum(run => Count(run, "Untyped")), string.Empty),
        ];
    }

    private static Row None(string measure, int count, string raw) => new(measure, "0", Text.Number(count), count == 0, raw);

    private static int Count(JsonNode run, string list) => run[list]!.AsArray().Count;

    private static int Sum(List<JsonNode> runs, string number) => runs.Sum(run => (int)run[number]!);

    private static async Task<List<JsonNode>> RunAsync(int from, int to, CancellationToken cancellationToken)
    {
        var lines = await ScriptAnswer.ReadAsync(
            "RandomFaults", null, cancellationToken, "-Module", BenchPaths.Module, "-Server", RepositoryPaths.SandboxServer,
            "-Tests", BenchPaths.PesterTests,
            "-From", from.ToString(CultureInfo.InvariantCulture), "-To", to.ToString(CultureInfo.InvariantCulture));
        return [.. lines.Select(line => JsonNode.Parse(line)!)];
    }
}

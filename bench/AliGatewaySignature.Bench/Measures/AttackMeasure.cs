using System.Globalization;
using System.Text.Json.Nodes;
using AliGatewaySignature.Bench.Attacks;
using AliGatewaySignature.Bench.Reporting;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>What is left in the heap of a PowerShell whose cmdlets meet ten hostile servers for ten minutes.</summary>
internal sealed class AttackMeasure : IMeasure
{
    private const double Bar = 10;
    private const int Minutes = 10;

    public string Name => "attacks";

    // The number of runs is the number of minutes; the first two warm up.
    public async Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken)
    {
        var servers = AllAttacks.List.Select(attack => new AttackServer(attack)).ToList();
        try
        {
            var minutes = Math.Max(3, runs ?? Minutes);
            var lines = await ScriptAnswer.ReadAsync(
                "Attacks", null, cancellationToken, "-Module", BenchPaths.Module,
                "-Endpoints", string.Join(',', servers.Select(server => server.Url)),
                "-Minutes", minutes.ToString(CultureInfo.InvariantCulture));
            var told = JsonNode.Parse(lines[0])!;
            var early = (double)told["early"]!;
            var late = (double)told["late"]!;
            var errors = told["errors"]!.AsObject().ToDictionary(one => one.Key, one => (int)one.Value!);
            var untyped = errors.Where(one => one.Key is "NotSpecified" or "UnexpectedError" || one.Key.Contains("Exception"))
                .Sum(one => one.Value);
            return
            [
                Row.AtMost(
                    string.Create(
                        CultureInfo.InvariantCulture, $"{servers.Count} attack servers, growth of the heap, minute 2 to {minutes}"),
                    Bar, late - early, $"{Text.Number(early)} MB, {Text.Number(late)} MB; {told["rounds"]} rounds", " MB"),
                new Row(
                    "the same: untyped errors", "0", Text.Number(untyped), untyped == 0,
                    string.Join(", ", errors.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value}"))),
            ];
        }
        finally
        {
            servers.ForEach(server => server.Dispose());
        }
    }
}

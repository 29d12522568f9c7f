using System.Globalization;
using System.Text.Json;
using AliGatewaySignature.Bench.Clients;
using AliGatewaySignature.Bench.Reporting;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Processes;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>A million ids with a service that answers at once, beside the same through Measure-Object.</summary>
internal sealed class PipelineMeasure : IMeasure
{
    private const int Count = 1_000_000;

    public string Name => "pipeline";

    public async Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken) =>
    [
        await RunAsync("Value", "1,000,000 ids by value ÷ Measure-Object", 3.5, runs ?? 7, cancellationToken),
        await RunAsync("ApiId", "the same as objects with an ApiId", 6, runs ?? 7, cancellationToken),
        await RunAsync("Row", "the same as objects with SignatureId, GroupId, StageName and ApiId", 6, runs ?? 7, cancellationToken),
    ];

    private static async Task<Row> RunAsync(string shape, string measure, double bar, int runs, CancellationToken cancellationToken)
    {
        var result = await ChildProcess.RunAsync(
            PowerShellProgram.Chosen,
            BenchPaths.Script(
                "Pipeline", "-Module", BenchPaths.Module, "-Client", BenchPaths.Client, "-Shape", shape,
                "-Count", Count.ToString(CultureInfo.InvariantCulture), "-Runs", runs.ToString(CultureInfo.InvariantCulture)),
            cancellationToken: cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException("Pipeline.ps1 failed: " + result);
        }

        var times = result.Output.Split('\n')
            .Where(line => line.StartsWith(Worker.Mark))
            .Select(line => JsonSerializer.Deserialize<Times>(line.AsSpan(1))!)
            .ToList();
        var reference = Text.Median(times.Select(time => time.Reference));
        var ours = Text.Median(times.Select(time => time.Ours));
        return Row.AtMost(measure, bar, ours / reference, $"cmdlet {Text.Time(ours)}, Measure-Object {Text.Time(reference)}");
    }

    private sealed record Times(double Reference, double Ours);
}

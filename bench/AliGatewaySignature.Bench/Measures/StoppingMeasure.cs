using System.Globalization;
using System.Text.Json;
using AliGatewaySignature.Bench.Reporting;
using AliGatewaySignature.Tests.Processes;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>From Ctrl+C to the end of a pipeline whose call is not answered.</summary>
internal sealed class StoppingMeasure : IMeasure
{
    public string Name => "stopping";

    public async Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken)
    {
        var lines = await ScriptAnswer.ReadAsync(
            "Stopping", null, cancellationToken, "-Module", BenchPaths.Module, "-Server", RepositoryPaths.SandboxServer,
            "-Tests", BenchPaths.PesterTests, "-Runs", (runs ?? 9).ToString(CultureInfo.InvariantCulture));
        double[] times = [.. lines.SelectMany(line => JsonSerializer.Deserialize<Answer>(line)!.Times)];
        return
        [
            Row.AtMost(
                "Ctrl+C while a call hangs: the longest until the pipeline has ended", 1, times.Max() / 1000,
                $"{times.Length} runs of {lines.Count} cmdlets, median {Text.Time(Text.Median(times))}", " s"),
        ];
    }

    private sealed record Answer(double[] Times);
}

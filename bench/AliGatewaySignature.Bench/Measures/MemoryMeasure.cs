using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.Bench.Reporting;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>How much more memory a million ids need than ten thousand.</summary>
internal sealed class MemoryMeasure : IMeasure
{
    private const double Bar = 32;

    public string Name => "memory";

    public async Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken)
    {
        var few = new List<double>();
        var many = new List<double>();
        for (var run = 0; run < (runs ?? 5); run++)
        {
            few.Add(await PeakAsync(10_000, cancellationToken));
            many.Add(await PeakAsync(1_000_000, cancellationToken));
        }

        var (least, most) = (Text.Median(few), Text.Median(many));
        return
        [
            Row.AtMost("peak working set of pwsh: 1,000,000 ids − 10,000 ids", Bar, most - least, string.Create(CultureInfo.InvariantCulture, $"{most:0.0} MB, {least:0.0} MB"), " MB"),
        ];
    }

    private static async Task<double> PeakAsync(int count, CancellationToken cancellationToken)
    {
        var kilobytes = await ScriptFigure.OfAsync(
            "Memory", cancellationToken, "-Module", BenchPaths.Module, "-Client", BenchPaths.Client, "-Count", count.ToString(CultureInfo.InvariantCulture));
        return kilobytes / 1024;
    }
}

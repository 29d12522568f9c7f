using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.Bench.Reporting;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>What importing costs, beside a module of one empty cmdlet.</summary>
internal sealed class ImportMeasure : IMeasure
{
    public string Name => "import";

    public async Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken)
    {
        var ours = new List<double>();
        var empty = new List<double>();
        for (var run = -1; run < (runs ?? 7); run++)
        {
            var mine = await ScriptFigure.OfAsync("Import", null, cancellationToken, "-Module", BenchPaths.Module);
            var other = await ScriptFigure.OfAsync("Import", null, cancellationToken, "-Module", BenchPaths.EmptyModule);

            // The first brings the files into memory.
            if (run >= 0)
            {
                ours.Add(mine);
                empty.Add(other);
            }
        }

        return
        [
            new Row(
                "Import-Module − that of a module with one empty cmdlet",
                "",
                Text.Time(Text.Median(ours) - Text.Median(empty)),
                null,
                $"ours {Text.Time(Text.Median(ours))}, empty {Text.Time(Text.Median(empty))}"),
        ];
    }
}

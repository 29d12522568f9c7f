using AliGatewaySignature.Bench.Reporting;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>What importing costs, beside a module of one empty cmdlet that has the same views under other names.</summary>
internal sealed class ImportMeasure : IMeasure
{
    public string Name => "import";

    public async Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken)
    {
        EmptyModuleViews.Write();
        var modules = new[] { BenchPaths.Module, BenchPaths.EmptyModule };
        var times = modules.ToDictionary(module => module, _ => new List<double>());
        for (var run = -1; run < (runs ?? 21); run++)
        {
            // Nobody is always first.
            foreach (var module in run % 2 == 0 ? modules : Enumerable.Reverse(modules))
            {
                var time = await ScriptAnswer.ReadNumberAsync("Import", null, cancellationToken, "-Module", module);

                // The first brings the files into memory.
                if (run >= 0)
                {
                    times[module].Add(time);
                }
            }
        }

        var ours = times[BenchPaths.Module];
        var empty = times[BenchPaths.EmptyModule];
        return
        [
            Row.AtMost(
                "Import-Module ÷ that of a module with one empty cmdlet and the same views",
                1.5,
                Text.Median(ours) / Text.Median(empty),
                $"ours {Text.Time(Text.Median(ours))}, empty {Text.Time(Text.Median(empty))}; fastest "
                    + $"{Text.Time(ours.Min())}, {Text.Time(empty.Min())}"),
        ];
    }
}

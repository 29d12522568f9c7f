using System.Globalization;
using AliGatewaySignature.Bench.Reporting;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>
/// How much more memory a million ids need than ten thousand. How much of its garbage the collector lets lie depends
/// on the processor's cache and not on the module, so that the same is shown with a small young generation.
/// </summary>
internal sealed class MemoryMeasure : IMeasure
{
    private const double Bar = 32;
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private static readonly Dictionary<string, string?> AsItIs = [];
    private static readonly Dictionary<string, string?> SmallYoungGeneration = new() { ["DOTNET_GCgen0size"] = "0x400000" };

    public string Name => "memory";

    public async Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken)
    {
        var few = new List<double>();
        var many = new List<double>();
        var more = new List<double>();
        var fewReference = new List<double>();
        var manyReference = new List<double>();
        var fewSmall = new List<double>();
        var manySmall = new List<double>();
        for (var run = 0; run < (runs ?? 5); run++)
        {
            few.Add(await PeakAsync(Few, "Cmdlet", AsItIs, cancellationToken));
            many.Add(await PeakAsync(Many, "Cmdlet", AsItIs, cancellationToken));
            more.Add(await PeakAsync(2 * Many, "Cmdlet", AsItIs, cancellationToken));
            fewReference.Add(await PeakAsync(Few, "Reference", AsItIs, cancellationToken));
            manyReference.Add(await PeakAsync(Many, "Reference", AsItIs, cancellationToken));
            fewSmall.Add(await PeakAsync(Few, "Cmdlet", SmallYoungGeneration, cancellationToken));
            manySmall.Add(await PeakAsync(Many, "Cmdlet", SmallYoungGeneration, cancellationToken));
        }

        const string What = "peak working set of pwsh, growth from 10,000 to 1,000,000 ids";
        return
        [
            Row.AtMost(What, Bar, Growth(few, many), Raw(few, many), " MB"),
            Info(What + " through Measure-Object instead", fewReference, manyReference),
            Info(What + " with a young generation of 4 MB", fewSmall, manySmall),
            Info("growth from 1,000,000 to 2,000,000 ids", many, more),
        ];
    }

    private static Row Info(string what, List<double> less, List<double> more) =>
        new(what, "", Text.Signed(Growth(less, more)) + " MB", null, Raw(less, more));

    private static double Growth(List<double> less, List<double> more) => Text.Median(more) - Text.Median(less);

    private static string Raw(List<double> less, List<double> more) =>
        string.Create(CultureInfo.InvariantCulture, $"{Text.Median(less):0.0} MB, {Text.Median(more):0.0} MB");

    private static async Task<double> PeakAsync(
        int count, string through, Dictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        var kilobytes = await ScriptAnswer.ReadNumberAsync(
            "Memory",
            environment,
            cancellationToken,
            "-Module", BenchPaths.Module, "-Client", BenchPaths.Client, "-Count", count.ToString(CultureInfo.InvariantCulture),
            "-Through", through);
        return kilobytes / 1024;
    }
}

// Everything side by side in one run: see docs/performance.md.

using System.Globalization;
using AliGatewaySignature.Bench.Clients;
using AliGatewaySignature.Bench.Measures;
using AliGatewaySignature.Bench.Network;
using AliGatewaySignature.Bench.Reporting;

namespace AliGatewaySignature.Bench;

internal static class Program
{
    private static readonly IMeasure[] Measures =
    [
        new BindMeasure(throttleLimit: 1, bar: 1.02),
        new BindMeasure(throttleLimit: 4, bar: 1.03),
        new HttpsMeasure(throttleLimit: 1),
        new HttpsMeasure(throttleLimit: 4),
        new TransportMeasure(throttleLimit: 1),
        new TransportMeasure(throttleLimit: 4),
        new TransportMeasure(throttleLimit: 16),
        new WholeCommandMeasure(),
        new CallsMeasure(),
        new PipelineMeasure(),
        new MemoryMeasure(),
        new ThrottledMeasure(),
        new RandomFaultsMeasure(),
        new AttackMeasure(),
        new BadInputMeasure(),
        new StoppingMeasure(),
        new ImportMeasure(),
        new CoveragePageMeasure(),
    ];

    private static async Task<int> Main(string[] words)
    {
        switch (words)
        {
            case [ClientRole.Name]:
                await ClientRole.RunAsync();
                return 0;
            case [RelayRole.Name, var port, var delay, var certificateFile]:
                await RelayRole.RunAsync(
                    int.Parse(port, CultureInfo.InvariantCulture), TimeSpan.FromMilliseconds(
                        double.Parse(delay, CultureInfo.InvariantCulture)), certificateFile);
                return 0;
            case ["--help"] or ["-h"]:
                Console.WriteLine(Usage);
                return 0;
        }

        try
        {
            return await BenchAsync(BenchArguments.Parse(words));
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
    }

    private static string Usage => $"""
        Measures the module and prints a table.

          [NAME ...]   the measures: {string.Join(", ", Measures.Select(measure => measure.Name))}; all when none is named
          --runs N     how many alternating runs a median is taken of; each measure has a number of its own
          --write      put the table into docs/performance.md
        """;

    private static async Task<int> BenchAsync(BenchArguments arguments)
    {
        var unknown = arguments.Measures.Except(Measures.Select(measure => measure.Name)).ToList();
        if (unknown.Count > 0)
        {
            throw new FormatException($"There is no measure '{unknown[0]}'.");
        }

        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            interrupted.Cancel();
        };

        var machine = await Machine.DescribeAsync();
        var rows = new List<Row>();
        foreach (var measure in Measures.Where(measure => arguments.Measures.Count == 0 || arguments.Measures.Contains(measure.Name)))
        {
            await Console.Error.WriteLineAsync(measure.Name + " ...");
            try
            {
                rows.AddRange(await measure.RunAsync(arguments.Runs, interrupted.Token));
            }
            catch (OperationCanceledException)
            {
                return 130;
            }
            catch (InvalidOperationException wrong)
            {
                // One that fails does not cost the others.
                await Console.Error.WriteLineAsync(wrong.Message);
                rows.Add(new Row(measure.Name, "", "failed", false, ""));
            }
        }

        var table = Table.Write(rows);
        Console.WriteLine(machine);
        Console.WriteLine();
        Console.WriteLine(table);
        if (arguments.Write)
        {
            await PerformancePage.WriteAsync(machine, table);
        }

        return rows.Exists(row => row.Met == false) ? 1 : 0;
    }
}

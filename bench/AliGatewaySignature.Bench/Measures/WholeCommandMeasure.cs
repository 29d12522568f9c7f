using System.Diagnostics;
using System.Globalization;
using AliGatewaySignature.Bench.Clients;
using AliGatewaySignature.Bench.Reporting;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Processes;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>What a user waits for, from the start of PowerShell to its end, beside a script that calls once per id.</summary>
internal sealed class WholeCommandMeasure : IMeasure
{
    private const int FewIds = 300;

    public string Name => "command";

    public async Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken)
    {
        await using var world = await World.StartAsync(runs ?? 5, cancellationToken);
        var fewFile = Path.Combine(world.Folder, "few.txt");
        await File.WriteAllLinesAsync(fewFile, World.ApiIds.Take(FewIds), cancellationToken);

        var whole = new List<double>();
        var onceAnId = new List<double>();
        var starts = new List<double>();
        for (var run = -1; run < world.Runs; run++)
        {
            var (wall, _) = await RunAsync(world, "WholeCommand", world.IdFile, World.Ids);
            var (slowWall, loop) = await RunAsync(world, "OnceAnId", fewFile, FewIds);

            // The first brings the files into memory.
            if (run >= 0)
            {
                whole.Add(wall);
                onceAnId.Add(slowWall - loop + (loop * World.Ids / FewIds));
                starts.Add(slowWall - loop);
            }
        }

        var figure = Text.Median(whole) / Text.Median(onceAnId);
        return
        [
            new Row(
                "whole command (new pwsh, import, ids from a file, bind), default ThrottleLimit ÷ a script that calls once per id",
                "≤ 1/100",
                string.Create(CultureInfo.InvariantCulture, $"1/{1 / figure:0}"),
                figure <= 0.01,
                $"command {Text.Time(Text.Median(whole))}, script {Text.Time(Text.Median(onceAnId))} ({FewIds} ids, its loop "
                    + $"scaled); start and import {Text.Time(Text.Median(starts))}"),
        ];
    }

    private static async Task<(double Wall, double Loop)> RunAsync(World world, string script, string idFile, int expected)
    {
        await world.ResetAsync(World.Latency);
        var job = world.Job(world.Url, throttleLimit: 1, idFile: idFile);
        var watch = Stopwatch.StartNew();
        var result = await ChildProcess.RunAsync(
            PowerShellProgram.Chosen,
            BenchPaths.Script(
                script,
                "-Module",
                BenchPaths.Module,
                "-Endpoint",
                job.Endpoint,
                "-IdFile",
                job.IdFile,
                "-SignatureId",
                job.SignatureId,
                "-GroupId",
                job.GroupId,
                "-StageName",
                job.StageName),
            world.Environment,
            cancellationToken: world.CancellationToken);
        watch.Stop();

        if (result.ExitCode != 0 || await world.BoundAsync() != expected)
        {
            throw new InvalidOperationException($"{script} did not bind {expected} ids: {result}");
        }

        var loop = result.Output.Split('\n').FirstOrDefault(line => line.StartsWith(Worker.Mark));
        return (watch.Elapsed.TotalMilliseconds, loop is null ? 0 : double.Parse(loop.AsSpan(1), CultureInfo.InvariantCulture));
    }
}

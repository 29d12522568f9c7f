using System.Globalization;
using AliGatewaySignature.Bench.Clients;
using AliGatewaySignature.Bench.Reporting;
using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>How many calls ten thousand ids take, with and without bad ones among them.</summary>
internal sealed class CallsMeasure : IMeasure
{
    private const int BadIds = 3;
    private static readonly int Full = World.Ids / Operations.SetSignatureApis.IdsPerCall;

    /// <summary>For 3 bad ids of 100: 2k(⌈log2(100/k)⌉+1) with k = 3.</summary>
    private const int Search = 42;

    /// <summary>Where the bad ids stand in their batch: together, at the ends, spread out so that halving parts them at once.</summary>
    private static readonly int[][] Places =
    [
        [0, 1, 2], [97, 98, 99], [0, 50, 99], [0, 49, 50], [12, 37, 88], [24, 49, 74], [33, 66, 99], [1, 26, 51],
    ];

    public string Name => "calls";

    public async Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken)
    {
        await using var world = await World.StartAsync(runs ?? 1, cancellationToken);
        await using var powerShell = Worker.StartPowerShell(world.Environment);
        var none = await RunAsync(world, powerShell, [], "refuseAll");
        var rows = new List<Row>
        {
            new("calls for 10,000 ids, none bad", Text.Number(Full), Text.Number(none.Setting), none.Setting == Full
                && none.Reading == 0, $"{none.Reading} reading calls"),
        };

        foreach (var (semantics, words) in new[]
        {
            ("refuseAll", "the service refuses the whole call"),
            ("applyGood", "the service applies the good ids"),
        })
        {
            var results = new List<(int Setting, int Reading)>();
            foreach (var places in Places)
            {
                results.Add(await RunAsync(world, powerShell, places, semantics));
            }

            var most = results.Max(result => result.Setting);
            rows.Add(new Row(
                $"the same with {BadIds} bad in one batch, {words}: the most SetSignatureApis",
                string.Create(CultureInfo.InvariantCulture, $"≤ {Full} + {Search}"),
                string.Create(CultureInfo.InvariantCulture, $"{Full} + {most - Full}"),
                most <= Full + Search,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Places.Length} placements, median {Text.Median(results.Select(result => (double)result.Setting)):0}; "
                        + $"at most {results.Max(result => result.Reading)} reading calls beside them")));
        }

        return rows;
    }

    private static async Task<(int Setting, int Reading)> RunAsync(World world, Worker powerShell, int[] places, string semantics)
    {
        const int Batch = 42;
        await world.ResetAsync(latency: 0);
        await world.SemanticsAsync("badIdInBatch", semantics);
        var ids = World.ApiIds.ToArray();
        foreach (var place in places)
        {
            ids[(Batch * Operations.SetSignatureApis.IdsPerCall) + place] = place.ToString("x32", CultureInfo.InvariantCulture);
        }

        var idFile = Path.Combine(world.Folder, $"bad-{string.Join('-', places)}.txt");
        await File.WriteAllLinesAsync(idFile, ids, world.CancellationToken);
        var answer = await powerShell.RunAsync(world.Job(world.Url, throttleLimit: 4, idFile: idFile), world.CancellationToken);
        if (answer.Done != World.Ids - places.Length || answer.Failed != places.Length || await world.BoundAsync() != answer.Done)
        {
            throw new InvalidOperationException(
                $"{answer.Done} done and {answer.Failed} failed with {places.Length} bad ids. {answer.FirstError}");
        }

        var reading = await world.CallsOfAsync(Operations.DescribeApiSignatures.Name)
            + await world.CallsOfAsync(Operations.DescribeSignatures.Name);
        return (await world.CallsOfAsync(Operations.SetSignatureApis.Name), reading);
    }
}

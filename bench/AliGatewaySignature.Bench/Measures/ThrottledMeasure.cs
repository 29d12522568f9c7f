using System.Globalization;
using AliGatewaySignature.Bench.Clients;
using AliGatewaySignature.Bench.Reporting;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>A service that throttles every tenth call, beside one that does not.</summary>
internal sealed class ThrottledMeasure : IMeasure
{
    private const double Bar = 1.6;

    public string Name => "throttled";

    public async Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken)
    {
        await using var world = await World.StartAsync(runs ?? 7, cancellationToken);
        await using var powerShell = Worker.StartPowerShell(world.Environment);
        var contest = new Contest(world);
        var retries = new List<double>();
        var seed = 0;
        var smooth = contest.Add("unthrottled", () => powerShell.RunAsync(world.Job(world.Url, 1), cancellationToken));
        var throttled = contest.Add("throttled", async () =>
        {
            // Another seed each time: no run is luckier than the others for long.
            seed++;
            await world.FaultAsync(string.Create(CultureInfo.InvariantCulture,
                $$"""{ "operation": "SetSignatureApis", "kind": "throttle", "retryAfter": 50, "probability": 0.1, "seed": {{seed}} }"""));
            var answer = await powerShell.RunAsync(world.Job(world.Url, 1), cancellationToken);
            retries.Add(answer.Retries);
            return answer;
        });
        await contest.WarmUpAsync();
        retries.Clear();
        await contest.RunAsync();

        return
        [
            new Row("10% of calls throttled, retry-after 50 ms, ThrottleLimit 1: bound", "10,000 of 10,000", "10,000 of 10,000",
                true, $"{world.Runs} runs, each read back from the server"),
            Row.AtMost("the same: throttled ÷ unthrottled", Bar, throttled.Over(smooth),
                string.Create(CultureInfo.InvariantCulture, $"{contest.Raw}; retries {Text.Median(retries):0}")),
        ];
    }
}

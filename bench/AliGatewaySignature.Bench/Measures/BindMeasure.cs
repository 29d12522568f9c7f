using AliGatewaySignature.Bench.Clients;
using AliGatewaySignature.Bench.Reporting;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>Ten thousand ids over plain http, beside the least that any client could take.</summary>
internal sealed class BindMeasure(int throttleLimit, double bar) : IMeasure
{
    private const double ReadingBar = 1.10;

    public string Name => $"bind-{throttleLimit}";

    public async Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken)
    {
        await using var world = await World.StartAsync(runs ?? 7, cancellationToken);
        await using var client = Worker.StartClient(world.Environment);
        await using var powerShell = Worker.StartPowerShell(world.Environment);

        var contest = new Contest(world);
        var floor = contest.Add("floor", () => client.RunAsync(world.Job(world.Url, throttleLimit), cancellationToken));
        var engine = contest.Add(
            "engine", () => client.RunAsync(world.Job(world.Url, throttleLimit, ClientKind.Engine), cancellationToken));
        var cmdlet = contest.Add("cmdlet", () => powerShell.RunAsync(world.Job(world.Url, throttleLimit), cancellationToken));
        var reading = contest.Add(
            "reading first",
            () => powerShell.RunAsync(world.Job(world.Url, throttleLimit) with { ReadsFirst = true }, cancellationToken));
        await contest.WarmUpAsync();
        await contest.RunAsync();

        var what = $"bind 10,000 ids at 20 ms, ThrottleLimit {throttleLimit}: ";
        return
        [
            Row.AtMost(what + "cmdlet with -SkipRead ÷ floor", bar, cmdlet.Over(floor), contest.Raw),
            Row.AtMost(what + "cmdlet that reads first ÷ with -SkipRead", ReadingBar, reading.Over(cmdlet), ""),
            new Row(what + "engine without PowerShell ÷ floor", "", Text.Figure(engine.Over(floor)), null, ""),
        ];
    }
}

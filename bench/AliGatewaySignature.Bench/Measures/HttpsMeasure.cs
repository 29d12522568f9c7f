using System.Globalization;
using AliGatewaySignature.Bench.Clients;
using AliGatewaySignature.Bench.Network;
using AliGatewaySignature.Bench.Reporting;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>The same over https and a slow line, where a connection costs round trips.</summary>
internal sealed class HttpsMeasure(int throttleLimit) : IMeasure
{
    private const double Bar = 1.05;
    private static readonly TimeSpan EachWay = TimeSpan.FromMilliseconds(10);

    public string Name => $"https-{throttleLimit}";

    public async Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken)
    {
        await using var world = await World.StartAsync(runs ?? 5, cancellationToken);
        await using var relay = await RelayProcess.StartAsync(world.Url, EachWay, world.Folder, cancellationToken);
        var environment = world.Environment;
        environment["SSL_CERT_FILE"] = relay.CertificateFile;
        await using var client = Worker.StartClient(environment);
        await using var powerShell = Worker.StartPowerShell(environment);

        var contest = new Contest(world);
        var floor = contest.Add("floor", () => client.RunAsync(world.Job(relay.Url, throttleLimit), cancellationToken));
        var engine = contest.Add(
            "engine", () => client.RunAsync(world.Job(relay.Url, throttleLimit, ClientKind.Engine), cancellationToken));
        var cmdlet = contest.Add("cmdlet", () => powerShell.RunAsync(world.Job(relay.Url, throttleLimit), cancellationToken));
        var wasteful = contest.Add(
            "one connection per call",
            () => client.RunAsync(world.Job(relay.Url, throttleLimit, ClientKind.ConnectionACall), cancellationToken));
        await contest.WarmUpAsync(rounds: 3);
        await contest.RunAsync();

        var what = $"the same over https, 10 ms more each way, ThrottleLimit {throttleLimit}: ";
        return
        [
            Row.AtMost(what + "cmdlet ÷ floor", Bar, cmdlet.Over(floor), contest.Raw),
            new Row(
                what + "connections",
                "≤ " + throttleLimit.ToString(CultureInfo.InvariantCulture),
                cmdlet.MostConnections.ToString(CultureInfo.InvariantCulture),
                cmdlet.MostConnections <= throttleLimit,
                $"one connection per call: {wasteful.MostConnections}"),
            new Row(what + "engine ÷ floor", "", Text.Figure(engine.Over(floor)), null, ""),
            new Row(what + "one connection per call ÷ floor", "", Text.Figure(wasteful.Over(floor)), null, ""),
        ];
    }
}

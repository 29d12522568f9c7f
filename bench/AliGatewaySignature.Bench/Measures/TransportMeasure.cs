using System.Globalization;
using AliGatewaySignature.Bench.Clients;
using AliGatewaySignature.Bench.Reporting;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>The engine over both transports, and the SDK by itself, where its package could be had.</summary>
internal sealed class TransportMeasure(int throttleLimit) : IMeasure
{
    private const double Bar = 1.10;

    public string Name => $"transport-{throttleLimit}";

    public async Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken)
    {
        var what = $"10,000 ids at 20 ms, {throttleLimit} at once: ";
        if (!Directory.Exists(BenchPaths.AcsCore))
        {
            return [new Row(what + "AcsCore ÷ Acs3", "", "left out", null, "AliGatewaySignature.AcsCore is not built")];
        }

        await using var world = await World.StartAsync(runs ?? 7, cancellationToken);
        await using var client = Worker.StartClient(world.Environment);
        await using var sdk = File.Exists(BenchPaths.Sdk) ? Worker.StartSdk(world.Environment) : null;

        var contest = new Contest(world);
        var acs3 = contest.Add("Acs3", () => client.RunAsync(world.Job(world.Url, throttleLimit, ClientKind.Engine), cancellationToken));
        var acsCore = contest.Add(
            "AcsCore", () => client.RunAsync(world.Job(world.Url, throttleLimit, ClientKind.EngineOverAcsCore), cancellationToken));
        var bare = sdk is null ? null : contest.Add("bare SDK", () => sdk.RunAsync(world.Job(world.Url, throttleLimit), cancellationToken));
        await contest.WarmUpAsync();
        await contest.RunAsync();

        var rows = new List<Row>
        {
            Row.AtMost(what + "AcsCore ÷ Acs3", Bar, acsCore.Over(acs3), contest.Raw),
            new(
                what + "connections of AcsCore",
                "≤ " + throttleLimit.ToString(CultureInfo.InvariantCulture),
                acsCore.MostConnections.ToString(CultureInfo.InvariantCulture),
                acsCore.MostConnections <= throttleLimit,
                $"Acs3: {acs3.MostConnections}" + (bare is null ? "" : $", bare SDK: {bare.MostConnections}")),
        };
        if (bare is not null)
        {
            rows.Add(new Row(what + "bare SDK ÷ AcsCore", "", Text.Figure(bare.Over(acsCore)), null, ""));
        }

        return rows;
    }
}

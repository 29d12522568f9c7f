using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Coverage;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands;

/// <summary>Reads what signs, for a cmdlet: elsewhere, while the pipeline thread shows how far it is.</summary>
internal static class CoverageReading
{
    /// <summary>How many calls run at once where nobody says.</summary>
    public const int DefaultThrottleLimit = 4;

    /// <summary>Reads the keys and the plug-ins.</summary>
    public static SignatureSources ReadSources(this AgCommand cmdlet, GatewayClient client) =>
        cmdlet.Read(client, DefaultThrottleLimit, static (reader, token) => reader.ReadAsync(token));

    /// <summary>Reads the keys, the plug-ins, and the APIs: one listing for each group, or one of all.</summary>
    public static (SignatureSources Sources, Listing<AgApi>[] Apis) ReadCoverage(
        this AgCommand cmdlet, GatewayClient client, int throttleLimit, IReadOnlyCollection<string>? groupIds) =>
        cmdlet.Read(client, throttleLimit, async (reader, token) =>
        {
            var listed = groupIds ?? (IReadOnlyCollection<string?>)[null];
            var apis = Task.WhenAll(listed.Select(groupId => reader.ReadApisAsync(groupId, token)));
            var sources = await reader.ReadAsync(token).ConfigureAwait(false);
            return (sources, await apis.ConfigureAwait(false));
        });

    private static T Read<T>(
        this AgCommand cmdlet, GatewayClient client, int throttleLimit, Func<SourceReader, CancellationToken, Task<T>> read)
    {
        var progress = CoverageProgress.For(cmdlet);
        var reader = new SourceReader(
            client, throttleLimit, progress is null ? null : (done, known) => cmdlet.Pump.Post(() => progress.Report(done, known)));
        try
        {
            return cmdlet.Run(token => read(reader, token));
        }
        finally
        {
            if (!cmdlet.Stopping)
            {
                progress?.Complete();
            }
        }
    }
}

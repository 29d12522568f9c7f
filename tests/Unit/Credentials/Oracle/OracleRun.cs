using System.Globalization;
using AliGatewaySignature.Tests.Credentials.Cloud;
using Xunit;
using Xunit.Sdk;

namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>Sets both chains on every machine, once for all tests of a class.</summary>
public sealed class OracleRun : IAsyncLifetime
{
    private readonly Dictionary<string, OraclePair> _outcomes = [];
    private string? _missing;

    /// <summary>By the names of the cases. Skips the test where there is no Node, or no way to its packages.</summary>
    internal IReadOnlyDictionary<string, OraclePair> Outcomes
    {
        get
        {
            Assert.SkipWhen(_missing is not null, _missing ?? string.Empty);
            return _outcomes;
        }
    }

    /// <summary>What this module asked the cloud for.</summary>
    internal List<CloudRequest> OurRequests { get; } = [];

    public async ValueTask InitializeAsync()
    {
        OfficialChain official;
        try
        {
            official = await OfficialChain.StartAsync(CancellationToken.None);
        }
        catch (SkipException reason)
        {
            _missing = reason.Message;
            return;
        }

        var folder = Directory.CreateTempSubdirectory("ag-oracle-");
        try
        {
            await using (official)
            {
                // A cloud for each behaviour of the metadata server.
                foreach (var cases in OracleCases.All.Values.GroupBy(one => one.MetadataMode))
                {
                    await using var cloud = await LoopbackCloud.StartAsync();
                    cloud.Metadata.Mode = cases.Key;
                    foreach (var one in cases)
                    {
                        _outcomes.Add(one.Name, await RunAsync(official, one, cloud, folder.FullName));
                    }
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<OraclePair> RunAsync(OfficialChain official, OracleCase one, LoopbackCloud cloud, string folder)
    {
        // A home for each, since the official chain writes into the CLI's file.
        var number = _outcomes.Count.ToString(CultureInfo.InvariantCulture);
        var theirs = OracleWorld.Make(one, Path.Combine(folder, number, "official"), cloud.Address, DateTimeOffset.UtcNow);
        var expected = await official.SignInAsync(one, theirs, cloud, CancellationToken.None);

        cloud.ForgetRequests();
        var world = OracleWorld.Make(one, Path.Combine(folder, number, "ours"), cloud.Address, DateTimeOffset.UtcNow);
        var outcome = await OurChain.SignInAsync(world, cloud, CancellationToken.None);
        OurRequests.AddRange(cloud.Requests);
        return new OraclePair(expected, outcome, world.IsUntouched);
    }
}

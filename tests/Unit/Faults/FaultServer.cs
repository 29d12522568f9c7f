using AliGatewaySignature.Tests.Processes;
using Xunit.Sdk;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>
/// One sandbox server, in a process of its own, for the tests of a class; each test begins with a reset. It is started by the
/// first test that runs, so that a class whose tests are skipped costs nothing.
/// </summary>
public sealed class FaultServer : IAsyncDisposable
{
    public const string TemporaryId = "STS.renewed";
    public const string TemporarySecret = "renewed-secret";
    public const string TemporaryToken = "renewed/token+1==";

    private SandboxServerProcess? _server;

    internal SandboxServerProcess Process => _server ?? throw new InvalidOperationException("The server is not started yet.");

    /// <summary>Null where there is no Node, or no way to its packages: then the server's own state must do.</summary>
    internal OfficialReader? Official { get; private set; }

    internal async Task StartAsync()
    {
        if (_server is not null)
        {
            return;
        }

        _server = await SandboxServerProcess.StartAsync(
            CancellationToken.None,
            "--group", "orders=250", "--group", "catalog=1000", "--group", "drafts=3@RELEASE",
            "--key", $"{TemporaryId}={TemporarySecret}={TemporaryToken}");
        try
        {
            var client = await OfficialClient.ReadyAsync(CancellationToken.None);
            Official = new OfficialReader(client.StartReader(_server));
        }
        catch (SkipException)
        {
            // As said above.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Official is not null)
        {
            await Official.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}

using System;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>One sandbox server, in a process of its own, for the tests of a class; each test begins with a reset.</summary>
public sealed class FaultServer : IAsyncLifetime
{
    public const string TemporaryId = "STS.renewed";
    public const string TemporarySecret = "renewed-secret";
    public const string TemporaryToken = "renewed/token+1==";

    private SandboxServerProcess? server;

    internal SandboxServerProcess Process => server ?? throw new InvalidOperationException("The server is not started yet.");

    public async ValueTask InitializeAsync() => server = await SandboxServerProcess.StartAsync(
        CancellationToken.None,
        "--group", "orders=250", "--group", "catalog=1000", "--group", "drafts=3@RELEASE",
        "--key", $"{TemporaryId}={TemporarySecret}={TemporaryToken}");

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }
}

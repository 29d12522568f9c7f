using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>One server process for the tests of a class.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private SandboxServerProcess? _server;

    internal SandboxServerProcess Server => _server ?? throw new InvalidOperationException("The server is not started yet.");

    public async ValueTask InitializeAsync() =>
        _server = await SandboxServerProcess.StartAsync(CancellationToken.None, "--key", "second=second-secret");

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}

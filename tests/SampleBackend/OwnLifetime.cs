namespace AliGatewaySignature.Tests.Backend.Sample;

/// <summary>The program ends when it says so itself. What the host does by itself at Ctrl+C is left to <see cref="Program"/>.</summary>
internal sealed class OwnLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AliGatewaySignature.Tests.Backend.Sample;

/// <summary>
/// A backend behind the gateway, on a free port of 127.0.0.1. It verifies signatures with its own code. Kestrel holds the connections and
/// does TLS; the requests are read here, so that header names are seen as they came.
/// </summary>
internal sealed class SampleBackend : IAsyncDisposable
{
    private readonly BackendDesk _desk;
    private readonly X509Certificate2? _certificate;
    private readonly WebApplication _server;

    private SampleBackend(SampleBackendOptions options)
    {
        _desk = new BackendDesk(options);
        _certificate = options.Https ? SelfSigned.Create(options.CertificateName) : null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, Listen));
        _server = builder.Build();
    }

    /// <summary>The address, with an end slash.</summary>
    public Uri Uri { get; private set; } = null!;

    /// <summary>The certificate that it serves with; null without TLS.</summary>
    public X509Certificate2? Certificate => _certificate;

    /// <summary>How it behaves from now on: a backend that takes another pair keeps its address. TLS stays as it was started.</summary>
    public SampleBackendOptions Options
    {
        get => _desk.Options;
        set => _desk.Options = value;
    }

    /// <summary>What came so far, oldest first.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => _desk.Requests;

    public static async Task<SampleBackend> StartAsync(SampleBackendOptions options, CancellationToken cancellationToken = default)
    {
        var backend = new SampleBackend(options);
        await backend._server.StartAsync(cancellationToken);
        var addresses = backend._server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        backend.Uri = new Uri(addresses.Addresses.Single());
        return backend;
    }

    public void Forget() => _desk.Forget();

    /// <summary>Waits until <see cref="Stop"/> is called.</summary>
    public Task WaitForStopAsync() => _server.WaitForShutdownAsync();

    public void Stop() => _server.Lifetime.StopApplication();

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
        _certificate?.Dispose();
    }

    private void Listen(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        if (_certificate is not null)
        {
            // .NET only reads the name that the client asks for where somebody may choose by it.
            listen.UseHttps(https => https.ServerCertificateSelector = (_, _) => _certificate);
        }

        listen.Run(ServeAsync);
    }

    private async Task ServeAsync(ConnectionContext connection)
    {
        // A client that keeps its connection must not hold up the end.
        var ending = connection.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>().ConnectionClosedRequested;
        try
        {
            await ServeRequestsAsync(connection, ending);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The client went away, or the server ends; there is nobody to tell.
        }
    }

    private async Task ServeRequestsAsync(ConnectionContext connection, CancellationToken cancellationToken)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        var serverName = connection.Features.Get<ITlsHandshakeFeature>()?.HostName is { Length: > 0 } name ? name : null;
        var reader = new WireReader(input, output);
        try
        {
            while (await reader.ReadAsync(cancellationToken) is { } request)
            {
                var isLast = string.Equals(request.Header("Connection"), "close", StringComparison.OrdinalIgnoreCase);
                var answer = _desk.Answer(request with { ServerName = serverName });
                await answer.WriteAsync(output, request.Method == "HEAD", isLast, cancellationToken);
                if (isLast)
                {
                    return;
                }
            }
        }
        catch (InvalidDataException wrong)
        {
            var json = $$"""{"code":"BadRequest","message":"{{wrong.Message}}"}""";
            await new WireAnswer(400, json).WriteAsync(output, isHead: false, isLast: true, cancellationToken);
        }
    }
}

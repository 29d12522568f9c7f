using System.Net;
using AliGatewaySignature.SandboxServer.Control;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AliGatewaySignature.SandboxServer;

/// <summary>Puts the sandbox behind Kestrel.</summary>
internal static class Server
{
    public static WebApplication Build(SandboxHost host, Uri url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.ConfigureKestrel(options => Configure(options, url, host.Connections));

        var server = builder.Build();
        var control = new ControlEndpoints(host);
        server.Run(context => AnswerAsync(context, host, control));

        // Calls that hang on a fault would hold up the end.
        server.Lifetime.ApplicationStopping.Register(() => host.Faults.Replace([]));
        return server;
    }

    /// <summary>The address that the server really listens on.</summary>
    public static string UrlOf(WebApplication server) =>
        server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    private static void Configure(KestrelServerOptions options, Uri url, ConnectionCounter connections)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestLineSize = 64 * 1024;

        // A test may want to see ten bytes a minute.
        options.Limits.MinResponseDataRate = null;
        var address = url.HostNameType == UriHostNameType.IPv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        options.Listen(address, url.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection => CountedAsync(next, connection, connections));
        });
    }

    private static async Task CountedAsync(ConnectionDelegate next, ConnectionContext connection, ConnectionCounter connections)
    {
        connections.Enter();
        try
        {
            await next(connection);
        }
        finally
        {
            connections.Leave();
        }
    }

    private static async Task AnswerAsync(HttpContext context, SandboxHost host, ControlEndpoints control)
    {
        try
        {
            await (context.Request.Path.StartsWithSegments(ControlEndpoints.Prefix, StringComparison.Ordinal)
                ? control.AnswerAsync(context)
                : host.AnswerAsync(context));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away; there is nobody to tell.
        }
    }
}

using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AliGatewaySignature.SandboxServer;

/// <summary>Puts the sandbox behind Kestrel.</summary>
internal static class Server
{
    public static WebApplication Build(ServerArguments arguments)
    {
        var connections = new ConnectionCounter();
        var service = new SandboxService(new SandboxOptions
        {
            Groups = arguments.Groups,
            KeyPairs = arguments.KeyPairs,
            RegionId = arguments.RegionId,
            Semantics = arguments.Semantics,
        });

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Configure(options, arguments, connections));

        WebApplication server = builder.Build();
        server.Run(async context => await AnswerAsync(context, service, arguments.Latency));
        return server;
    }

    /// <summary>The address that the server really listens on.</summary>
    public static string UrlOf(WebApplication server) =>
        server.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single().Replace("localhost", "127.0.0.1", StringComparison.Ordinal);

    private static void Configure(KestrelServerOptions options, ServerArguments arguments, ConnectionCounter connections)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestLineSize = 64 * 1024;
        IPAddress address = arguments.Url.HostNameType == UriHostNameType.IPv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        options.Listen(address, arguments.Url.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => async connection => await CountedAsync(next, connection, connections));
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

    private static async Task AnswerAsync(HttpContext context, SandboxService service, TimeSpan latency)
    {
        WireRequest request = await HttpWire.ReadAsync(context);
        if (latency > TimeSpan.Zero)
        {
            await Task.Delay(latency, context.RequestAborted);
        }

        await HttpWire.WriteAsync(context, service.Answer(request));
    }
}

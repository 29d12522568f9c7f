using AliGatewaySignature.Sandbox;
using AliGatewaySignature.SandboxServer;

if (args is ["--help"] or ["-h"])
{
    Console.WriteLine(ServerArguments.Usage);
    return 0;
}

ServerArguments arguments;
try
{
    arguments = ServerArguments.Parse(args);
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    await Console.Error.WriteLineAsync(ServerArguments.Usage);
    return 2;
}

using var host = new SandboxHost(arguments);
await using var server = Server.Build(host, arguments.Url);
await server.StartAsync();
await using var cloud = arguments.Cloud ? await CloudDesk.OpenAsync(host.Service, CancellationToken.None) : null;
host.Cloud = cloud;

// A form that both people and `export $(...)` can read; tests wait for the last line.
Console.WriteLine($"AG_SANDBOX_URL={Server.UrlOf(server)}");
Console.WriteLine($"AG_SANDBOX_ACCESS_KEY_ID={SandboxService.DefaultAccessKeyId}");
Console.WriteLine($"AG_SANDBOX_ACCESS_KEY_SECRET={SandboxService.DefaultAccessKeySecret}");
Console.WriteLine($"AG_SANDBOX_REGION_ID={arguments.RegionId}");
if (cloud is not null)
{
    Console.WriteLine($"AG_CLOUD_URL={cloud.Address.GetLeftPart(UriPartial.Authority)}");
}

Console.WriteLine("AG_SANDBOX_READY=1");
await Console.Out.FlushAsync();

if (arguments.ExitWithStdin)
{
    _ = Task.Run(() => StandardInput.StopAtEnd(server.Lifetime));
}

await server.WaitForShutdownAsync();
return 0;

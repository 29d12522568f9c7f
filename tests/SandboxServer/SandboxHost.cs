using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Sandbox.Wire;
using AliGatewaySignature.SandboxServer.Faults;
using AliGatewaySignature.SandboxServer.Journal;

namespace AliGatewaySignature.SandboxServer;

/// <summary>The sandbox with what a host adds to it: latency, faults and the count of connections.</summary>
internal sealed class SandboxHost : IDisposable
{
    private readonly ServerArguments _arguments;
    private readonly FaultPlayer _player;

    public SandboxHost(ServerArguments arguments)
    {
        _arguments = arguments;
        Latency = arguments.Latency;
        Service = new SandboxService(new SandboxOptions
        {
            Groups = arguments.Groups,
            KeyPairs = arguments.KeyPairs,
            RegionId = arguments.RegionId,
            Semantics = arguments.Semantics,
            State = arguments.State,
        });
        _player = new FaultPlayer(Service, Journal);
    }

    public SandboxService Service { get; }

    /// <summary>The calls that arrived: the last 20,000 in full, all of them as sums.</summary>
    public SandboxJournal Journal { get; } = new(20_000);

    public FaultPlan Faults { get; } = new();

    public ConnectionCounter Connections { get; } = new();

    /// <summary>Where keys come from; null unless it was asked for.</summary>
    public CloudDesk? Cloud { get; set; }

    /// <summary>How long every call takes at least.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Everything as it was at the start.</summary>
    public void Reset()
    {
        Faults.Replace([]);
        Service.Reset();
        Journal.Clear();
        Service.Semantics = _arguments.Semantics;
        Latency = _arguments.Latency;
        Connections.Clear();
        Cloud?.Reset();
    }

    public async Task AnswerAsync(HttpContext context)
    {
        Connections.Calls(context);
        var call = ServiceCall.Read(await HttpWire.ReadAsync(context));
        if (Latency is var latency && latency > TimeSpan.Zero)
        {
            await Task.Delay(latency, context.RequestAborted);
        }

        if (Faults.Take(call.Operation ?? string.Empty, out var released) is { } rule)
        {
            await _player.PlayAsync(context, call, rule, released);
        }
        else
        {
            var reply = Service.Answer(call, out var outcome);
            Journal.Add(CallRecord.Create(call, outcome));
            await HttpWire.WriteAsync(context, reply);
        }
    }

    public void Dispose()
    {
        Faults.Dispose();
        Service.Dispose();
    }
}

using System.Text.Json;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Processes;

namespace AliGatewaySignature.Bench.Clients;

/// <summary>A child that stays, and binds whenever it is asked to.</summary>
internal sealed class Worker : IAsyncDisposable
{
    /// <summary>Begins the lines that are meant for the bench.</summary>
    public const char Mark = '@';

    private readonly ChildProcess _process;

    private Worker(ChildProcess process) => _process = process;

    /// <summary>The clients in C#: floor and engine.</summary>
    public static Worker StartClient(IReadOnlyDictionary<string, string?> environment) =>
        new(ChildProcess.Start(EnginePaths.DotNet, [BenchPaths.Self, ClientRole.Name], environment));

    /// <summary>Aliyun.Acs.Core by itself.</summary>
    public static Worker StartSdk(IReadOnlyDictionary<string, string?> environment) =>
        new(ChildProcess.Start(EnginePaths.DotNet, [BenchPaths.Sdk], environment));

    /// <summary>The cmdlet in a PowerShell of its own.</summary>
    public static Worker StartPowerShell(IReadOnlyDictionary<string, string?> environment) =>
        new(ChildProcess.Start(PowerShellProgram.Chosen, BenchPaths.Script("Bind", "-Module", BenchPaths.Module), environment));

    public async Task<BindAnswer> RunAsync(BindJob job, CancellationToken cancellationToken)
    {
        await _process.WriteLineAsync(JsonSerializer.Serialize(job));
        while (await _process.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(Mark))
            {
                return JsonSerializer.Deserialize<BindAnswer>(line.AsSpan(1))!;
            }
        }

        throw new InvalidOperationException("A client ended: " + await _process.WaitAsync(cancellationToken));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}

// Shows the cmdlets on the sandbox, on a machine that has the SDK and no PowerShell:
//   dotnet run --project samples/Quickstart                    the guided demo
//   dotnet run --project samples/Quickstart -- -Interactive    a prompt to try them at

using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using AliGatewaySignature.PowerShellEngine;

namespace AliGatewaySignature.Samples;

internal static class Program
{
    // As programs end that were called wrongly, and that somebody stopped; the demo itself ends with 0 or 1.
    private const int WronglyCalled = 64;
    private const int Stopped = 130;

    private static bool _ctrlC;

    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case []:
                var code = await RunAsync("-File", Path.Combine(Samples, "Demo.ps1"));

                // PowerShell itself ends with 0 when a script is stopped.
                return _ctrlC ? Stopped : code;
            case [var word] when word.Equals("-Interactive", StringComparison.OrdinalIgnoreCase):
                return await RunAsync("-NoExit", "-File", Path.Combine(Samples, "Quickstart", "Prompt.ps1"));
            default:
                await Console.Error.WriteLineAsync(
                    $"Unknown arguments: {string.Join(' ', args)}. Use none for the demo, or -Interactive for a prompt.");
                return WronglyCalled;
        }
    }

    private static string Samples => typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static fact => fact.Key == "Samples").Value!;

    /// <summary>Runs PowerShell at this terminal and gives its exit code.</summary>
    private static async Task<int> RunAsync(params string[] arguments)
    {
        // Ctrl+C reaches PowerShell too, which ends the demo, and at its prompt only the command. This waits for it.
        Console.CancelKeyPress += static (_, pressed) => _ctrlC = pressed.Cancel = true;
        var powerShell = PowerShellProgram.Chosen;
        var start = new ProcessStartInfo(powerShell.FileName, powerShell.Arguments(["-NoLogo", "-NoProfile", .. arguments]));
        if (Console.IsOutputRedirected)
        {
            // PowerShell would write its colours into a file or a log too.
            start.Environment["NO_COLOR"] = "1";
        }

        if (PowerShellProgram.IsNamed)
        {
            // A program that is no PowerShell may say nothing, or something that does not name it.
            await Console.Error.WriteLineAsync($"PowerShell: {powerShell}, which {PowerShellProgram.Variable} names.");
        }

        try
        {
            using var process = Process.Start(start) ?? throw new Win32Exception();
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (Win32Exception e)
        {
            await Console.Error.WriteLineAsync(
                $"{powerShell} could not be started: {e.Message.TrimEnd('.')}. Give {PowerShellProgram.Variable} a "
                    + $"PowerShell, or unset it.");
            return 1;
        }
    }
}

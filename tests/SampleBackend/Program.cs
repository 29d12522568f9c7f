using System.Runtime.InteropServices;

namespace AliGatewaySignature.Tests.Backend.Sample;

/// <summary>The backend as a program of its own.</summary>
internal static class Program
{
    private const string ExitWithStdin = "--exit-with-stdin";

    public static async Task<int> Main(string[] args)
    {
        if (args is ["--help"] or ["-h"])
        {
            Console.WriteLine(BackendArguments.Usage);
            return 0;
        }

        SampleBackendOptions options;
        try
        {
            options = BackendArguments.Parse([.. args.Where(static word => word != ExitWithStdin)]);
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            await Console.Error.WriteLineAsync(BackendArguments.Usage);
            return 2;
        }

        // Ctrl+C reaches every program of a terminal; this one belongs to the shell that has its standard input, and stays.
        using var interrupt = args.Contains(ExitWithStdin)
            ? PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true)
            : null;
        await using var backend = await SampleBackend.StartAsync(options);
        Console.WriteLine($"SampleBackend listening on {backend.Uri.GetLeftPart(UriPartial.Authority)}");
        await Console.Out.FlushAsync();
        if (args.Contains(ExitWithStdin))
        {
            _ = Task.Run(() => StopAtEndOfInput(backend));
        }

        await backend.WaitForStopAsync();
        return 0;
    }

    /// <summary>The system closes standard input when the parent dies, so that a killed test run leaves no backend behind.</summary>
    private static void StopAtEndOfInput(SampleBackend backend)
    {
        using var input = Console.OpenStandardInput();
        var ignored = new byte[256];
        while (input.Read(ignored) > 0)
        {
        }

        backend.Stop();
    }
}

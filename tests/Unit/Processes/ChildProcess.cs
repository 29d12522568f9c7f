using System.Diagnostics;
using System.Text;
using AliGatewaySignature.PowerShellEngine;

namespace AliGatewaySignature.Tests.Processes;

/// <summary>
/// A process that a test starts. Its whole output is kept, its standard input stays open until the
/// test closes it, and nothing of it survives the test.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly Task _errorEnd;

    private ChildProcess(Process process)
    {
        _process = process;
        _errorEnd = CollectErrorAsync();
    }

    public int Id => _process.Id;

    /// <summary>Starts a program. Variables of the environment with a null value are taken away from it.</summary>
    public static ChildProcess Start(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            WorkingDirectory = folder ?? RepositoryPaths.Root,
        };
        foreach ((var name, var value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."));
    }

    /// <summary>Starts a PowerShell, of whichever shape.</summary>
    public static ChildProcess Start(
        PowerShellProgram powerShell, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null) =>
        Start(powerShell.FileName, powerShell.Arguments(arguments), environment);

    /// <summary>Starts a PowerShell, of whichever shape, gives it nothing to read and waits for its end.</summary>
    public static Task<ProcessResult> RunAsync(
        PowerShellProgram powerShell,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        CancellationToken cancellationToken = default) =>
        RunAsync(powerShell.FileName, powerShell.Arguments(arguments), environment, cancellationToken: cancellationToken);

    /// <summary>Starts a program, gives it nothing to read and waits for its end.</summary>
    public static async Task<ProcessResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? folder = null,
        CancellationToken cancellationToken = default)
    {
        await using var child = Start(program, arguments, environment, folder);
        child.CloseInput();
        return await child.WaitAsync(cancellationToken);
    }

    /// <summary>The next line of output, or null at its end.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken);

    public Task WriteLineAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Waits for the end and gives what was not read before.</summary>
    public async Task<ProcessResult> WaitAsync(CancellationToken cancellationToken)
    {
        var output = await _process.StandardOutput.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        await _errorEnd;
        return new ProcessResult(_process.ExitCode, output, ErrorSoFar);
    }

    /// <summary>What came on standard error up to now.</summary>
    public string ErrorSoFar
    {
        get
        {
            lock (_error)
            {
                return _error.ToString();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task CollectErrorAsync()
    {
        // Somebody must read it, or a process with much to say stops at a full pipe.
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_error)
            {
                _error.AppendLine(line);
            }
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Text;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials.Keys;

/// <summary>Runs a program that prints keys, and gives it a minute for that.</summary>
internal static class KeyProcess
{
    private const int LongestOutput = 1024 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Takes the program's own children along; .NET Framework cannot.
    private static readonly MethodInfo? KillTree = typeof(Process).GetMethod(nameof(Process.Kill), [typeof(bool)]);

    /// <param name="program">The full path of the program.</param>
    /// <param name="words">The command, as messages name it: the program and its arguments.</param>
    /// <param name="origin">The profile, for messages.</param>
    /// <param name="clock">Measures the minute.</param>
    /// <param name="cancellationToken">Stops the program.</param>
    public static async Task<string> RunAsync(
        string program, IReadOnlyList<string> words, string origin, IClock clock, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartOf(program, words), EnableRaisingEvents = true };
        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => ended.TrySetResult(true);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = clock.CancelAfter(attempt, Limit);
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or System.IO.IOException)
        {
            throw new AgException(
                Faults.CredentialRequestFailed,
                $"{origin}: process_command ('{words[0]}') could not be started: {e.Message.TrimEnd('.')}.",
                e);
        }

        var stopped = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (attempt.Token.Register(() => stopped.TrySetResult(true)))
        {
            process.StandardInput.Dispose(); // It has nobody to ask.
            var errors = DrainAsync(process.StandardError);
            var output = ReadAsync(process.StandardOutput);

            // A child of its own may keep the output open after it was stopped: do not wait for it to close.
            await Task.WhenAny(Task.WhenAll(output, errors, ended.Task), stopped.Task).ConfigureAwait(false);
            if (!ended.Task.IsCompleted || !output.IsCompleted)
            {
                Kill(process);
                cancellationToken.ThrowIfCancellationRequested();
                throw new AgException(
                    Faults.CredentialRequestFailed,
                    $"{origin}: process_command ('{words[0]}') did not end within {Limit.TotalSeconds} s, and was stopped.");
            }

            var text = await output.ConfigureAwait(false);
            return process.ExitCode == 0 && text.Length <= LongestOutput
                ? text
                : throw new AgException(Faults.CredentialRequestFailed, text.Length > LongestOutput
                    ? $"{origin}: process_command ('{words[0]}') prints more than keys can be."
                    : $"{origin}: process_command ('{words[0]}') ended with exit code {process.ExitCode}.")
                {
                    RecommendedAction = "Run the command by hand and see what it says.",
                };
        }
    }

    private static ProcessStartInfo StartOf(string program, IReadOnlyList<string> words) => new()
    {
        FileName = program,
        Arguments = string.Join(" ", words.Skip(1).Select(Quoted)),
        UseShellExecute = false,
        CreateNoWindow = true,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardOutputEncoding = new UTF8Encoding(false),
    };

    /// <summary>As .NET takes an argument apart again, on every platform.</summary>
    private static string Quoted(string word)
    {
        if (word.Length > 0 && !word.Any(c => char.IsWhiteSpace(c) || c == '"'))
        {
            return word;
        }

        var text = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var c in word)
        {
            if (c == '\\')
            {
                backslashes++;
                continue;
            }

            text.Append('\\', c == '"' ? (backslashes * 2) + 1 : backslashes).Append(c);
            backslashes = 0;
        }

        return text.Append('\\', backslashes * 2).Append('"').ToString();
    }

    /// <summary>All that is printed, but little more than keys can be.</summary>
    private static async Task<string> ReadAsync(System.IO.StreamReader reader)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false)) > 0)
        {
            if (text.Length <= LongestOutput)
            {
                text.Append(buffer, 0, read);
            }
        }

        return text.ToString();
    }

    /// <summary>Read so that the program does not stand still, and thrown away: it may hold a secret.</summary>
    private static async Task DrainAsync(System.IO.StreamReader reader)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false) > 0)
        {
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            if (KillTree is null)
            {
                process.Kill();
            }
            else
            {
                KillTree.Invoke(process, [true]);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException or TargetInvocationException)
        {
            // It has ended by itself.
        }
    }
}

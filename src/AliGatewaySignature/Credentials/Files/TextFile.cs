using System.Collections.Concurrent;
using System.Security;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Files;

/// <summary>Reads a file that holds credentials; a byte order mark and any line ends are normal.</summary>
internal static class TextFile
{
    /// <summary>No file of this kind is larger; a larger one is something else.</summary>
    private const int Largest = 4 * 1024 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>What is being read, so that whoever asks again waits for the same thread and does not start another.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<Task<string?>>> Pending = new(StringComparer.Ordinal);

    /// <summary>Whether something of that name is there. A folder is too: reading it will tell that it is none of ours.</summary>
    public static bool IsThere(string path) => File.Exists(path) || Directory.Exists(path);

    /// <param name="path">The file.</param>
    /// <param name="origin">Who named it, for the message; null where the path itself says enough.</param>
    /// <exception cref="AgException">There is no such file, or it cannot be read.</exception>
    public static string Read(string path, string? origin = null)
    {
        var before = origin is null ? "" : origin + ": ";
        try
        {
            var reading = Pending.GetOrAdd(path, static path => new Lazy<Task<string?>>(() => Start(path))).Value;
            if (Task.WaitAny([reading], Limit) < 0)
            {
                throw new AgException(
                    Faults.CredentialSourceInvalid,
                    $"{before}{path} cannot be read: it gave nothing for {Limit.TotalSeconds} s, as a pipe does that nobody writes to.");
            }

            return reading.GetAwaiter().GetResult()
                ?? throw new AgException(
                    Faults.CredentialSourceInvalid, $"{before}{path} is too large to be a file of credentials.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AgException(Faults.ProfileNotFound, $"{before}{path} does not exist.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException
            or ArgumentException)
        {
            throw new AgException(Faults.CredentialSourceInvalid, $"{before}{path} cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>Reads on a thread of its own: even to open a pipe can take for ever, and nothing interrupts that.</summary>
    private static Task<string?> Start(string path)
    {
        var done = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                var text = ReadNow(path);
                Pending.TryRemove(path, out _);
                done.SetResult(text);
            }
#pragma warning disable CA1031 // Goes on to whoever waits.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Pending.TryRemove(path, out _);
                done.SetException(e);
            }
        })
        {
            IsBackground = true,
            Name = "AliGatewaySignature file",
        };
        thread.Start();
        return done.Task;
    }

    /// <summary>The text; null when there is too much of it. A device says nothing of its length, so that what comes is counted.</summary>
    private static string? ReadNow(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = stream.Read(buffer, 0, buffer.Length)) > 0)
        {
            whole.Write(buffer, 0, read);
            if (whole.Length > Largest)
            {
                return null;
            }
        }

        whole.Position = 0;
        using var reader = new StreamReader(whole);
        return reader.ReadToEnd();
    }
}

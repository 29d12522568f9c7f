using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Files;

namespace AliGatewaySignature.Snapshots;

/// <summary>
/// The right to write a file, as long as a file beside it is held open. The system decides whether it is held, not whether it is there:
/// what a killed process leaves stops nobody.
/// </summary>
internal sealed class FileLock(string path, FileStream stream) : IDisposable
{
    /// <summary>What this process has written into the locks that it holds. Process ids alone repeat from container to container.</summary>
    private static readonly ConcurrentDictionary<string, bool> Ours = new(StringComparer.Ordinal);

    private string? _text;
    private int _isGivenBack;

    /// <summary>Takes it.</summary>
    /// <param name="file">The file that will be written.</param>
    /// <exception cref="AgException">Somebody has it, or it cannot be taken.</exception>
    public static FileLock Take(string file)
    {
        var place = file + ".lock";
        try
        {
            while (true)
            {
                RefuseOther(place);
                var taken = new FileLock(place, Open(place));
                if (taken.IsInPlace())
                {
                    return taken;
                }

                // Its last holder deleted it between our opening and locking it: what we hold is no file any more.
                taken.Close();
            }
        }
        catch (IOException e) when (HeldFile.IsReason(e))
        {
            throw InUse(file, place, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new AgException(Faults.FileNotWritten, $"The file '{place}' cannot be written: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isGivenBack, 1) != 0)
        {
            return;
        }

        if (UnixFile.IsHere)
        {
            // While it is held: nobody else can have it at this moment.
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It stays, and stops nobody.
            }
        }

        Close();
    }

    private void Close()
    {
        if (_text is { } text)
        {
            Ours.TryRemove(text, out _);
        }

        stream.Dispose();
    }

    /// <summary>A file of this name may be somebody's own, such as yarn.lock beside a state that is called yarn.</summary>
    private static void RefuseOther(string place)
    {
        if (Read(place) is { } text && !Regex.IsMatch(text, "^([0-9]+( [0-9a-f]*\n?)?)?$", RegexOptions.CultureInvariant))
        {
            throw new IOException("it is there already, and is no lock of this module");
        }
    }

    /// <summary>
    /// Windows lets others read who holds it, and deletes it however that process ends. Elsewhere .NET locks for all or for none.
    /// </summary>
    private static FileStream Open(string place) => UnixFile.IsHere
        ? new FileStream(place, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
        : new FileStream(place, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 4096, FileOptions.DeleteOnClose);

    /// <summary>Writes who holds it, and whether the path leads to what was written.</summary>
    private bool IsInPlace()
    {
        using var process = Process.GetCurrentProcess();
        var text = string.Format(CultureInfo.InvariantCulture, "{0} {1:N}\n", process.Id, Guid.NewGuid());
        Ours.TryAdd(_text = text, true);
        var bytes = Encoding.ASCII.GetBytes(text);
        stream.SetLength(0);
        stream.Write(bytes, 0, bytes.Length);
        stream.Flush();
        return Read(path) == text;
    }

    private static AgException InUse(string file, string place, IOException cause)
    {
        var text = Read(place);
        return text is not null && Ours.ContainsKey(text)
            ? new AgException(
                Faults.StateFileInUse,
                $"This very session (process {text.Split(' ')[0]}) has a sandbox open in '{file}', and nothing else may write it.",
                cause)
            {
                RecommendedAction = "Give another path; or run Disconnect-AgAccount first, in each runspace that has signed in to it.",
            }
            : new AgException(
                Faults.StateFileInUse, $"{Holder(text)} has a sandbox open in '{file}', and one at a time may write it.", cause);
    }

    private static string Holder(string? text) =>
        text is not null
            && int.TryParse(text.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? string.Format(CultureInfo.InvariantCulture, "The process {0}", id)
            : "Another process";

    private static string? Read(string place)
    {
        if (UnixFile.IsHere)
        {
            return UnixFile.TryRead(place);
        }

        try
        {
            using var held = new FileStream(place, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return UnixFile.ReadStart(held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

using System.Collections.Concurrent;
using System.Text;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Files;

namespace AliGatewaySignature.Journal;

/// <summary>
/// The file of a journal: lines of UTF-8, which are only ever added. It is opened anew for each line and held alone meanwhile, so that
/// several processes can share it and none keeps it.
/// </summary>
/// <param name="path">Its full path.</param>
internal sealed class JournalFile(string path)
{
    /// <summary>How long a line waits for others that write or read. A line takes them milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Threads of one process do not compete for the file: they would only wait for each other's locks in vain.</summary>
    private static readonly ConcurrentDictionary<string, object> Gates = new(StringComparer.Ordinal);

    /// <summary>How every line begins.</summary>
    private const string LineStart = "{\"v\":";

    /// <summary>What is looked through for a line. One of a whole group can be long, and be cut off at its start.</summary>
    private const int Looked = 1024 * 1024;

    private bool _isJournal;

    private readonly object _gate = Gates.GetOrAdd(path, static _ => new object());

    public string Path => path;

    /// <summary>Makes the file if it is not there, and finds out whether it can be written.</summary>
    /// <exception cref="AgException">It cannot.</exception>
    public void Check() => Use("cannot be written", FileAccess.ReadWrite, static _ => true);

    /// <summary>Whether a journal is there, so that no other file may take its place. What cannot be read is none.</summary>
    public bool IsThere()
    {
        try
        {
            // A pipe has no length, and would wait for its other end.
            if (new FileInfo(path).Length == 0)
            {
                return false;
            }

            lock (_gate)
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                return stream.CanSeek && IsJournal(stream);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Adds a line, which is on the disk when this returns.</summary>
    /// <exception cref="AgException">It could not be written as a whole.</exception>
    public void Add(string line) => Use("cannot be written", FileAccess.ReadWrite, stream =>
    {
        // Whoever wrote before may have been killed in the middle of a line.
        var end = stream.Length;
        var isTorn = false;
        if (end > 0)
        {
            stream.Seek(-1, SeekOrigin.End);
            isTorn = stream.ReadByte() != '\n';
        }

        var bytes = Encoding.UTF8.GetBytes((isTorn ? "\n" : string.Empty) + line + "\n");
        try
        {
            stream.Write(bytes, 0, bytes.Length);
            stream.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // Nothing will be sent, so that nothing should be read of it later.
            TryCut(stream, end);
            throw;
        }

        return true;
    });

    /// <summary>Everything that is in it.</summary>
    /// <exception cref="AgException">It cannot be read.</exception>
    public byte[] Read() => Use("cannot be read", FileAccess.Read, static stream =>
    {
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        return whole.ToArray();
    });

    /// <summary>Refuses a file that is something else, which lines would spoil: a script, a plan, the state of a sandbox.</summary>
    private void MustBeJournal(Stream stream)
    {
        if (!stream.CanSeek)
        {
            throw new IOException("it is no file of a disk");
        }

        if (_isJournal || stream.Length == 0)
        {
            return;
        }

        _isJournal = IsJournal(stream) ? true : throw new IOException("it is there already, and is no journal");
    }

    private static bool IsJournal(Stream stream)
    {
        var start = new byte[Math.Min(stream.Length, Looked)];
        var read = 0;
        for (int n; read < start.Length && (n = stream.Read(start, read, start.Length - read)) > 0; read += n)
        {
        }

        stream.Seek(0, SeekOrigin.Begin);
        var text = "\n" + Encoding.UTF8.GetString(start, 0, read).TrimStart('\uFEFF');
        return text.Contains("\n" + LineStart) || LineStart.StartsWith(text.Substring(1), StringComparison.Ordinal);
    }

    private T Use<T>(string lament, FileAccess access, Func<FileStream, T> use)
    {
        try
        {
            lock (_gate)
            {
                using var stream = Open(access);
                if (access != FileAccess.Read)
                {
                    MustBeJournal(stream);
                }

                return use(stream);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            var kind = access == FileAccess.Read ? Faults.JournalNotRead : Faults.JournalNotWritten;
            throw new AgException(kind, $"The journal '{path}' {lament}: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private FileStream Open(FileAccess access)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        for (var pause = 1; ; pause = Math.Min(pause * 2, 16))
        {
            try
            {
                if (access != FileAccess.Read && !File.Exists(path))
                {
                    Create();
                }

                // Without a buffer: a line is one write.
                return new FileStream(
                    path, FileMode.Open, access, access == FileAccess.Read ? FileShare.Read : FileShare.None, bufferSize: 1);
            }
            catch (IOException e) when (HeldFile.IsReason(e) && waited.Elapsed < Patience)
            {
                Thread.Sleep(pause);
            }
        }
    }

    private void Create()
    {
        try
        {
            OwnerFile.Create(path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else was first.
        }
    }

    private static void TryCut(FileStream stream, long end)
    {
        try
        {
            stream.SetLength(end);
        }
        catch (Exception e) when (e is IOException or NotSupportedException or ArgumentException)
        {
            // Then a part of a line stays, which readers pass over.
        }
    }
}

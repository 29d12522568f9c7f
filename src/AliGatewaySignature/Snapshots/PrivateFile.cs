using AliGatewaySignature.Errors;
using AliGatewaySignature.Files;

namespace AliGatewaySignature.Snapshots;

/// <summary>
/// A file that only its owner may read, and that is whole at any moment: each new version is written beside it, flushed to the disk, and
/// put in its place. Whoever writes it holds its <see cref="FileLock"/>.
/// </summary>
internal sealed class PrivateFile(string path)
{
    /// <summary>No state is larger; what is larger is something else.</summary>
    private const long Largest = 512L * 1024 * 1024;

    private static readonly string[] SystemFolders = ["/dev/", "/proc/", "/sys/"];

    public string Path { get; } = path;

    private string Folder => System.IO.Path.GetDirectoryName(Path) ?? string.Empty;

    private bool IsOfSystem => !Path.StartsWith("/dev/shm/", StringComparison.Ordinal)
        && Array.Exists(SystemFolders, folder => Path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>Changes whenever somebody writes the file; null when it is not there.</summary>
    public (DateTime Written, long Length)? Stamp =>
        new FileInfo(Path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : null;

    /// <summary>How the drafts of this file begin.</summary>
    private string DraftStart => System.IO.Path.Combine(Folder, $".{System.IO.Path.GetFileName(Path)}.draft-");

    /// <summary>Refuses a path that cannot be such a file.</summary>
    /// <exception cref="AgException">It cannot.</exception>
    public void Check()
    {
        if (Directory.Exists(Path))
        {
            throw NotWritten("it is a folder");
        }

        if (UnixFile.IsHere && IsOfSystem)
        {
            // A new version would take the place of the device itself: whoever is root would have no /dev/null any more.
            throw NotWritten("it belongs to the system, and is no file of a disk");
        }

        if (!Directory.Exists(Folder))
        {
            throw NotWritten($"there is no folder '{Folder}'");
        }

        if (File.Exists(Path) && (File.GetAttributes(Path) & FileAttributes.ReparsePoint) != 0)
        {
            // A new version would take the place of the link, and the file behind it would stay as it is.
            throw NotWritten("it is a link to another file: give that one");
        }
    }

    /// <summary>The text; null when there is no such file.</summary>
    /// <exception cref="AgException">It is there and cannot be read.</exception>
    public string? Read()
    {
        try
        {
            using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > Largest)
            {
                throw new AgException(Faults.StateFileInvalid, $"'{Path}' is not the state of a sandbox: it is too large.");
            }

            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new AgException(Faults.FileNotRead, $"The file '{Path}' cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>Writes a new version.</summary>
    /// <param name="write">Writes the bytes.</param>
    /// <param name="replaces">Whether it takes the place of one that is there.</param>
    /// <exception cref="AgException">It could not be written; the old version is as it was.</exception>
    public void Write(Action<Stream> write, bool replaces = true)
    {
        var draft = DraftStart + Guid.NewGuid().ToString("N");
        try
        {
            OwnerFile.Create(draft);
            using (var stream = new FileStream(draft, FileMode.Open, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (replaces && File.Exists(Path))
            {
                File.Replace(draft, Path, destinationBackupFileName: null);
            }
            else
            {
                // Fails if somebody else made the file meanwhile.
                File.Move(draft, Path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Nobody knows the name of the draft.
            throw NotWritten(e.Message.Replace(draft, Path).TrimEnd('.'), e);
        }
        finally
        {
            Discard(draft);
        }
    }

    /// <summary>Deletes what a process left that was killed while it wrote. Only the holder of the lock may.</summary>
    public void DeleteDrafts()
    {
        try
        {
            foreach (var file in Directory.GetFiles(Folder))
            {
                if (file.StartsWith(DraftStart, StringComparison.Ordinal))
                {
                    Discard(file);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that may be written and not listed.
        }
    }

    /// <summary>That it cannot be deleted hides no other error.</summary>
    private static void Discard(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private AgException NotWritten(string why, Exception? cause = null) =>
        new(Faults.FileNotWritten, $"The file '{Path}' cannot be written: {why}.", cause);
}

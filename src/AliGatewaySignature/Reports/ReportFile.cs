using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Reports;

/// <summary>The file that a report becomes: whole, or not at all.</summary>
/// <param name="path">Its full path.</param>
/// <param name="noClobber">Whether a file that is there stays as it is.</param>
/// <param name="force">Whether a file that is read-only is replaced too.</param>
internal sealed class ReportFile(string path, bool noClobber, bool force)
{
    /// <summary>Whether a file is there that will be replaced.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>Refuses what cannot be written, before anybody reads a whole account for it.</summary>
    /// <exception cref="AgException">It cannot be written.</exception>
    public void Check()
    {
        if (Directory.Exists(path))
        {
            throw Failed("it is a folder");
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            throw Failed($"there is no folder '{folder}'");
        }

        if (!Exists)
        {
            return;
        }

        if (noClobber)
        {
            throw new AgException(Faults.FileExists, $"The file '{path}' is there already, and -NoClobber keeps it.")
            {
                RecommendedAction = "Give another path, or leave -NoClobber out.",
            };
        }

        if (IsReadOnly && !force)
        {
            throw new AgException(Faults.FileExists, $"The file '{path}' is there already, and is read-only.")
            {
                RecommendedAction = "Give another path, or -Force to replace it all the same.",
            };
        }
    }

    /// <summary>Writes a new file beside it, and puts that in its place.</summary>
    /// <param name="write">Writes the text.</param>
    /// <param name="format">Says in which encoding.</param>
    /// <param name="cancellationToken">Ends it; the file is then as it was.</param>
    /// <exception cref="AgException">It could not be written.</exception>
    public void Write(Action<TextWriter> write, ReportFormat format, CancellationToken cancellationToken)
    {
        Check();
        var draft = Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = Open(draft))
            {
                using var to = new StreamWriter(stream, format.Encoding);
                write(to);
                to.Flush();
                stream.Flush(flushToDisk: true);
            }

            cancellationToken.ThrowIfCancellationRequested();
            PutInPlace(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Nobody knows the name of the draft.
            var why = e.Message.Replace(draft, path).TrimEnd('.');
            throw Failed($"its folder '{Path.GetDirectoryName(path)}' does not take it ({why})", e);
        }
        finally
        {
            Discard(draft);
        }
    }

    private bool IsReadOnly => (File.GetAttributes(path) & FileAttributes.ReadOnly) != 0;

    /// <summary>
    /// A new file in place of an old one is for the same eyes: where there are modes, it begins as a copy, which has those of the old one.
    /// </summary>
    private FileStream Open(string draft)
    {
        if (Path.DirectorySeparatorChar != '/' || !Exists)
        {
            return new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }

        File.Copy(path, draft);
        SetReadOnly(draft, false);
        return new FileStream(draft, FileMode.Truncate, FileAccess.Write, FileShare.None);
    }

    private void PutInPlace(string draft)
    {
        if (noClobber || !Exists)
        {
            // Fails if somebody else made the file meanwhile.
            File.Move(draft, path);
            return;
        }

        var wasReadOnly = IsReadOnly;
        SetReadOnly(path, false);
        File.Replace(draft, path, destinationBackupFileName: null);
        SetReadOnly(path, wasReadOnly);
    }

    private static void SetReadOnly(string file, bool isReadOnly)
    {
        var attributes = File.GetAttributes(file);
        var wanted = isReadOnly ? attributes | FileAttributes.ReadOnly : attributes & ~FileAttributes.ReadOnly;
        if (wanted != attributes)
        {
            File.SetAttributes(file, wanted);
        }
    }

    /// <summary>What could not be put in place is not left lying about; that it cannot be deleted hides no other error.</summary>
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

    private AgException Failed(string why, Exception? cause = null) =>
        new(Faults.FileNotWritten, $"The file '{path}' cannot be written: {why}.", cause);
}

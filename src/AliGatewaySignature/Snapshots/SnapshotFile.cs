using AliGatewaySignature.Errors;
using AliGatewaySignature.Sandbox.State;

namespace AliGatewaySignature.Snapshots;

/// <summary>A file that a snapshot is written to. No sandbox can be open in it as long as this is.</summary>
internal sealed class SnapshotFile : IDisposable
{
    private readonly PrivateFile _file;
    private readonly FileLock _lock;
    private readonly bool _replaces;

    private SnapshotFile(PrivateFile file, FileLock taken, bool replaces)
    {
        _file = file;
        _lock = taken;
        _replaces = replaces;
    }

    /// <summary>Refuses what cannot be written, before anybody reads a whole account for it.</summary>
    /// <exception cref="AgException">It cannot be written.</exception>
    public static void Check(string path, bool replaces)
    {
        new PrivateFile(path).Check();
        if (File.Exists(path) && !replaces)
        {
            throw new AgException(Faults.FileExists, $"The file '{path}' is there already: -Force replaces it.");
        }
    }

    /// <exception cref="AgException">It cannot be written, or a sandbox is open in it.</exception>
    public static SnapshotFile Open(string path, bool replaces)
    {
        Check(path, replaces);
        var taken = FileLock.Take(path);
        var file = new PrivateFile(path);
        file.DeleteDrafts();
        return new SnapshotFile(file, taken, replaces);
    }

    public void Write(SandboxState state) => _file.Write(to => new StateWriter().Write(state, to), _replaces);

    public void Dispose() => _lock.Dispose();
}

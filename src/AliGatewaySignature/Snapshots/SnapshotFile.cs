using AliGatewaySignature.Errors;
using AliGatewaySignature.Sandbox.State;

namespace AliGatewaySignature.Snapshots;

/// <summary>A file that a snapshot is written to. No sandbox can be open in it as long as this is.</summary>
internal sealed class SnapshotFile(PrivateFile file, FileLock taken, bool replaces) : IDisposable
{
    /// <summary>Refuses what cannot be written, before anybody reads a whole account for it.</summary>
    /// <exception cref="AgException">It cannot be written.</exception>
    public static void Check(string path, bool mayReplace)
    {
        new PrivateFile(path).Check();
        if (File.Exists(path) && !mayReplace)
        {
            throw new AgException(Faults.FileExists, $"The file '{path}' is there already.")
            {
                RecommendedAction = "Give another path, or -Force to replace the file.",
            };
        }
    }

    /// <exception cref="AgException">It cannot be written, or a sandbox is open in it.</exception>
    public static SnapshotFile Open(string path, bool mayReplace)
    {
        Check(path, mayReplace);
        var held = FileLock.Take(path);
        var target = new PrivateFile(path);
        target.DeleteDrafts();
        return new SnapshotFile(target, held, mayReplace);
    }

    public void Write(SandboxState state) => file.Write(to => new StateWriter().Write(state, to), replaces);

    public void Dispose() => taken.Dispose();
}

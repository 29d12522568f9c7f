using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Snapshots;

/// <summary>
/// The sandboxes in files that this process has open. Whoever names a file that is open already shares it: two runspaces, or somebody who
/// signs in again. It is closed with its last share, or when nothing refers to it any more.
/// </summary>
internal static class OpenSandboxes
{
    private static readonly Dictionary<string, WeakReference<OpenSandbox>> ByPath =
        new(UnixFile.IsHere ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

    /// <summary>A share of the sandbox in a file.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="regionId">The region that it must be of; null for any.</param>
    /// <exception cref="AgException">It cannot be opened.</exception>
    public static SandboxShare Share(string path, string? regionId)
    {
        lock (ByPath)
        {
            if (Find(path) is not { } sandbox)
            {
                sandbox = Open(path, regionId);
                ByPath[path] = new WeakReference<OpenSandbox>(sandbox);
            }

            sandbox.CheckRegion(regionId);
            sandbox.Shares++;
            return new SandboxShare(sandbox);
        }
    }

    /// <summary>Gives a share back.</summary>
    public static void Leave(OpenSandbox sandbox)
    {
        lock (ByPath)
        {
            if (--sandbox.Shares == 0)
            {
                if (ByPath.TryGetValue(sandbox.Path, out var known) && known.TryGetTarget(out var listed) && listed == sandbox)
                {
                    ByPath.Remove(sandbox.Path);
                }

                sandbox.Close();
            }
        }
    }

    /// <summary>
    /// The sandbox that is open in a file. Where somebody put another file in its place, or took it away, that is what is meant: the
    /// sandbox before it is closed, and null.
    /// </summary>
    private static OpenSandbox? Find(string path)
    {
        if (!ByPath.TryGetValue(path, out var known) || !known.TryGetTarget(out var sandbox))
        {
            return null;
        }

        if (sandbox.IsCurrent)
        {
            return sandbox;
        }

        new PrivateFile(path).Check();
        sandbox.Close();
        return null;
    }

    private static OpenSandbox Open(string path, string? regionId)
    {
        try
        {
            return new OpenSandbox(path, regionId);
        }
        catch (AgException e) when (e.Kind == Faults.StateFileInUse)
        {
            // It may be ours: one that nobody refers to, and that has not been collected yet.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return new OpenSandbox(path, regionId);
        }
    }
}

/// <summary>One context's share of a sandbox: what its HttpClient sends through, and gives back when it is closed.</summary>
internal sealed class SandboxShare(OpenSandbox sandbox) : DelegatingHandler(sandbox.Service)
{
    private OpenSandbox? _sandbox = sandbox;

    /// <summary>The region of the sandbox.</summary>
    public string RegionId { get; } = sandbox.Service.RegionId;

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _sandbox, null) is { } left)
        {
            OpenSandboxes.Leave(left);
        }

        base.Dispose(disposing);
    }
}

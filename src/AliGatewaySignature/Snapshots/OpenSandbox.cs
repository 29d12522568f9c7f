using AliGatewaySignature.Errors;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Sandbox.State;

namespace AliGatewaySignature.Snapshots;

/// <summary>A sandbox whose state is in a file, which it holds as long as somebody shares it.</summary>
internal sealed class OpenSandbox
{
    private readonly PrivateFile _file;
    private readonly StateWriter _writer = new();
    private readonly FileLock _lock;
    private readonly object _saving = new();
    private (DateTime Written, long Length)? _stamp;
    private bool _isClosed;

    /// <summary>Opens a file, or makes a new one with the samples.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="regionId">The region of a new file; null for the usual one.</param>
    /// <exception cref="AgException">It is somebody else's, or no state, or cannot be read or written.</exception>
    public OpenSandbox(string path, string? regionId)
    {
        _file = new PrivateFile(path);
        _file.Check();
        _lock = FileLock.Take(path);
        try
        {
            _file.DeleteDrafts();
            _stamp = _file.Stamp;
            var state = _file.Read() is { } text ? StateReader.Read(path, text) : null;
            var usual = new SandboxOptions();
            Service = new SandboxService(new SandboxOptions
            {
                RegionId = regionId is { Length: > 0 } ? regionId : usual.RegionId,
                State = state,
                Keep = Save,
            });
            CheckRegion(regionId);
            if (state is null)
            {
                Service.Save();
            }
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    public string Path => _file.Path;

    public SandboxService Service { get; }

    /// <summary>How many share it. The list of open sandboxes counts.</summary>
    public int Shares { get; set; }

    /// <summary>Whether the file is what was read or written last. Somebody may have put another one in its place, or none.</summary>
    public bool IsCurrent
    {
        get
        {
            lock (_saving)
            {
                return _file.Stamp == _stamp;
            }
        }
    }

    /// <summary>A file is of one region; to claim another one would be a mistake of whoever names it.</summary>
    /// <exception cref="AgException">It is of another region.</exception>
    public void CheckRegion(string? regionId)
    {
        if (regionId is { Length: > 0 } && !string.Equals(regionId, Service.RegionId, StringComparison.OrdinalIgnoreCase))
        {
            throw new AgException(
                Faults.InvalidInput, $"The sandbox in '{Path}' is of the region {Service.RegionId}, not {regionId}: leave -RegionId out.");
        }
    }

    /// <summary>Gives the file back. A call that still runs then changes nothing.</summary>
    public void Close()
    {
        lock (_saving)
        {
            _isClosed = true;
            _lock.Dispose();
        }
    }

    private void Save(SandboxState state)
    {
        lock (_saving)
        {
            if (_isClosed)
            {
                throw new AgException(Faults.ContextClosed, "This context has been closed by Disconnect-AgAccount.");
            }

            if (_file.Stamp is { } found && found != _stamp)
            {
                throw new AgException(
                    Faults.StateFileChanged,
                    $"Somebody else has written '{Path}' since the sandbox read it, and that was not overwritten.");
            }

            _file.Write(to => _writer.Write(state, to));
            _stamp = _file.Stamp;
        }
    }
}

using System.Management.Automation;

namespace AliGatewaySignature.Commands;

/// <summary>-First, -Skip and -IncludeTotalCount over everything that one cmdlet lists.</summary>
internal sealed class PagingWindow(PSCmdlet cmdlet)
{
    private ulong _skipped;
    private ulong _written;

    /// <summary>Whether nothing more will be written. -First is the largest number there is when it was not given.</summary>
    public bool IsFull => _written >= cmdlet.PagingParameters.First;

    public void Write<T>(IReadOnlyList<T> items)
    {
        foreach (var item in items)
        {
            if (_skipped < cmdlet.PagingParameters.Skip)
            {
                _skipped++;
            }
            else if (!IsFull)
            {
                _written++;
                cmdlet.WriteObject(item);
            }
        }
    }

    /// <summary>Writes the total where it was asked for; null when the service does not tell.</summary>
    public void WriteTotal(int? total)
    {
        if (cmdlet.PagingParameters.IncludeTotalCount)
        {
            cmdlet.WriteObject(cmdlet.PagingParameters.NewTotalCount((ulong)(total ?? 0), total is null ? 0.0 : 1.0));
        }
    }

    /// <summary>Writes a listing that was read to its end.</summary>
    public void WriteWhole<T>(IReadOnlyList<T> all)
    {
        WriteTotal(all.Count);
        Write(all);
    }
}

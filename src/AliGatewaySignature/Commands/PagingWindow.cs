using System.Management.Automation;

namespace AliGatewaySignature.Commands;

/// <summary>-First, -Skip and -IncludeTotalCount over everything that one cmdlet lists.</summary>
internal sealed class PagingWindow(PSCmdlet cmdlet)
{
    private ulong _skipped;
    private ulong _written;

    /// <summary>Whether nothing more will be written. -First is the largest number there is when it was not given.</summary>
    public bool IsFull => _written >= cmdlet.PagingParameters.First;

    /// <param name="items">What comes next of the listing.</param>
    /// <param name="complete">Completes an item that is written; nothing is done for the others.</param>
    public void Write<T>(IReadOnlyList<T> items, Func<T, PSObject>? complete = null)
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
                cmdlet.WriteObject(complete is null ? item : complete(item));
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
    public void WriteWhole<T>(IReadOnlyList<T> all, Func<T, PSObject>? complete = null)
    {
        WriteTotal(all.Count);
        Write(all, complete);
    }
}

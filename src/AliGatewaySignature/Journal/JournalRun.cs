using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Journal;

/// <summary>Writes the calls of one run into a journal.</summary>
/// <param name="file">The journal.</param>
/// <param name="clock">The time.</param>
/// <param name="context">Where the calls go.</param>
/// <param name="runId">The run.</param>
/// <param name="command">The cmdlet.</param>
internal sealed class JournalRun(JournalFile file, IClock clock, AgContext context, Guid runId, string command) : IWriteLog
{
    private volatile string? _warning;
    private int _unwritten;

    /// <summary>What is to be said of outcomes that could not be written; null when all could.</summary>
    public string? Warning => _warning is not { } why ? null
        : $"The outcome of {(_unwritten == 1 ? "1 call" : _unwritten + " calls")} could not be written down and stands as unknown in the "
            + $"journal; what is reported here is true all the same. {why}";

    public Action<WriteEnd> Begin(WriteNote note)
    {
        var id = Guid.NewGuid();
        try
        {
            file.Add(JournalLine.OfNote(id, clock.UtcNow, runId, command, context, note));
        }
        catch (AgException e)
        {
            throw e.WithDetail($"So {note.Operation.Name} was not sent.");
        }

        return end => End(id, end);
    }

    private void End(Guid id, WriteEnd end)
    {
        try
        {
            file.Add(JournalLine.OfEnd(id, clock.UtcNow, end));
        }
        catch (AgException e)
        {
            Interlocked.Increment(ref _unwritten);
            _warning = e.Message;
        }
    }
}

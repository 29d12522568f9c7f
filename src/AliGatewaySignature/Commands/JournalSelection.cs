using AliGatewaySignature.Commands.SigningIn;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Journal;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands;

/// <summary>Reads the changes of a journal for a cmdlet.</summary>
internal static class JournalSelection
{
    /// <summary>The journal that a cmdlet reads: of -Path, -Context, the runspace or the environment. Nobody signs in for it.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="path">What -Path names.</param>
    /// <param name="context">What -Context names.</param>
    /// <exception cref="AgException">There is none.</exception>
    public static string FindJournal(this AgCommand cmdlet, string? path, AgContext? context)
    {
        if (path is not null)
        {
            return ReportPath.Resolve(cmdlet, path, isLiteral: true);
        }

        var signedIn = context ?? RunspaceContexts.Current.Explicit;
        return (signedIn is null ? JournalChoice.Find(cmdlet) : signedIn.JournalPath)
            ?? throw new AgException(
                Faults.NoJournal,
                signedIn is null ? "Nobody is signed in here, and ALIGATEWAYSIGNATURE_JOURNAL names no journal."
                    : "The context keeps no journal.");
    }

    /// <summary>The changes of a journal; a warning says what of it could not be read.</summary>
    /// <exception cref="AgException">It cannot be read.</exception>
    public static IReadOnlyList<AgChange> ReadJournal(this AgCommand cmdlet, string path)
    {
        var journal = cmdlet.Run(_ => Task.FromResult(JournalReader.Read(new JournalFile(path))));
        if (journal.Unread.Count > 0)
        {
            var (count, first) = (journal.Unread.Count, journal.Unread[0]);
            cmdlet.WriteWarning(
                $"{(count == 1 ? "Line " + first : $"{count} lines, the first of them {first},")} of the journal {path} "
                + $"{(count == 1 ? "was" : "were")} passed over: cut off when a process was killed, or not of this format. A call whose "
                + "line was cut off before it was sent was not sent.");
        }

        return journal.Changes;
    }
}

namespace AliGatewaySignature.Errors;

/// <summary>What can go wrong with the journal, and with what is undone.</summary>
internal static partial class Faults
{
    public static readonly FaultKind JournalNotWritten = new(
        "JournalNotWritten", FaultCategory.WriteError, Repeat.Never,
        "The journal cannot be written; what it should have said first was not sent.",
        "Check that the folder is there, that you may write to the file, and that the disk has room; or sign in with another "
            + "-JournalPath.");

    public static readonly FaultKind JournalNotRead = new(
        "JournalNotRead", FaultCategory.ResourceUnavailable, Repeat.Never,
        "The journal cannot be read.",
        "Check the path (Get-AgContext shows it as JournalPath), and that you may read the file.");

    public static readonly FaultKind NoJournal = new(
        "NoJournal", FaultCategory.InvalidArgument, Repeat.Never,
        "No journal is named, and the context keeps none.",
        "Give -Path, or sign in with Connect-AgAccount -JournalPath: it holds what is changed from then on.");

    public static readonly FaultKind NothingToUndo = new(
        "NothingToUndo", FaultCategory.InvalidArgument, Repeat.Never,
        "Undo-AgChange was not told what to undo, or nothing in the journal is what it was told; nothing was sent.",
        "Pipe in changes (Get-AgChange) or the results of a command, or give -After or -RunId.");

    public static readonly FaultKind CannotBeUndone = new(
        "CannotBeUndone", FaultCategory.InvalidOperation, Repeat.Never,
        "What was done cannot be put back: a key itself was changed, or it was not read what the APIs carried before.",
        "Do what the message says instead.");

    public static readonly FaultKind ChangedElsewhere = new(
        "ChangedElsewhere", FaultCategory.InvalidArgument, Repeat.Never,
        "The change was made in another account, region or sandbox than that of the context; nothing was sent for it.",
        "Sign in there (Connect-AgAccount), or give that -Context.");
}

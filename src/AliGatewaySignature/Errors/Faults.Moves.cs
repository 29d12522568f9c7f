namespace AliGatewaySignature.Errors;

/// <summary>What can go wrong when APIs move from one key to another.</summary>
internal static partial class Faults
{
    public static readonly FaultKind ReplaceRefused = new(
        "ReplaceRefused", FaultCategory.InvalidOperation, Repeat.Never,
        "The service does not let a key take the place of another one. Every API carries the key that it had; a move ends there.",
        "Rotate in place, which replaces no key: Set-AgSignature -Pair. Or give -AllowUnsignedGap, which leaves up to 100 APIs at a time "
            + "without a key for a moment, and needs a journal (Connect-AgAccount -JournalPath).");

    public static readonly FaultKind GapNeedsJournal = new(
        "GapNeedsJournal", FaultCategory.InvalidArgument, Repeat.Never,
        "-AllowUnsignedGap was given, and the context keeps no journal, so that after a crash nobody could tell what was left without a "
            + "key; nothing was sent.",
        "Sign in with Connect-AgAccount -JournalPath, or set ALIGATEWAYSIGNATURE_JOURNAL.");

    public static readonly FaultKind LeftUnsigned = new(
        "LeftUnsigned", FaultCategory.InvalidResult, Repeat.Never,
        "APIs were unbound from the old key and could not be bound to the new one, nor to the old one again: their requests are not "
            + "signed, or it could not be read whether they are.",
        "Run the same command again at once: it binds them first. Or bind them with Add-AgSignatureApi: pipe the error's TargetObject in.");
}

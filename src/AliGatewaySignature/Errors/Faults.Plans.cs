namespace AliGatewaySignature.Errors;

/// <summary>What can be wrong with a plan as a whole.</summary>
internal static partial class Faults
{
    public static readonly FaultKind InvalidPlan = new(
        "InvalidPlan", FaultCategory.InvalidData, Repeat.Never,
        "Rows of the plan are wrong; nothing was sent for any of them.",
        "Mend the rows that the message names; the error's TargetObject has all of them, with number and column.");

    public static readonly FaultKind EmptyPlan = new(
        "EmptyPlan", FaultCategory.InvalidData, Repeat.Never,
        "-Prune was given to a plan without rows: what is not listed would be everything; nothing was sent.",
        "Check the file or the filter in front of the command. To unbind on purpose use Remove-AgSignatureApi.");

    public static readonly FaultKind TooManyUnbinds = new(
        "TooManyUnbinds", FaultCategory.LimitsExceeded, Repeat.Never,
        "The plan unbinds more APIs than -MaxUnbind allows; nothing was sent.",
        "Look at the plan with Compare-AgSignatureApi. If that many are meant, give a higher -MaxUnbind.");
}

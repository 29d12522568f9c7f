namespace AliGatewaySignature.Errors;

/// <summary>What can go wrong with the file of a sandbox.</summary>
internal static partial class Faults
{
    public static readonly FaultKind StateFileInvalid = new(
        "StateFileInvalid", FaultCategory.InvalidData, Repeat.Never,
        "The file is not in the format of a sandbox's state, or contradicts itself; it stays as it is.",
        "Correct what the message names (Get-Help about_AgSandbox has the format), or give the path of a file that is not there yet.");

    public static readonly FaultKind StateFileInUse = new(
        "StateFileInUse", FaultCategory.ResourceBusy, Repeat.Never,
        "A sandbox is open in the file, in another process or in this one, and one at a time may write it.",
        "Run Disconnect-AgAccount there or end that process; or give another path, such as that of a copy of the file.");

    public static readonly FaultKind StateFileChanged = new(
        "StateFileChanged", FaultCategory.InvalidOperation, Repeat.Never,
        "Somebody wrote the file of the sandbox while it was open; the call has changed nothing.",
        "Run Connect-AgAccount -SandboxPath again: it goes on from the file as it is now.");

    public static readonly FaultKind FileNotRead = new(
        "FileNotRead", FaultCategory.ReadError, Repeat.Never,
        "The file is there and cannot be read.",
        "Check that you may read it, and that it is a file.");
}

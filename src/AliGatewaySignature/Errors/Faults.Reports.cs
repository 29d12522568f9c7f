namespace AliGatewaySignature.Errors;

/// <summary>What can go wrong with a report.</summary>
internal static partial class Faults
{
    public static readonly FaultKind FileExists = new(
        "FileExists", FaultCategory.ResourceExists, Repeat.Never,
        "The file is there already and must stay as it is (-NoClobber, or no -Force), or is read-only; nothing was written.",
        "Give another path. Export-AgState replaces a file with -Force; Export-AgSignatureCoverage replaces one without -NoClobber, and a "
            + "read-only one with -Force.");

    public static readonly FaultKind FileNotWritten = new(
        "FileNotWritten", FaultCategory.WriteError, Repeat.Never,
        "The file cannot be written; one that was there is as it was.",
        "Check that the folder is there, that you may write to it, and that it has room.");

    public static readonly FaultKind CoverageNotMet = new(
        "CoverageNotMet", FaultCategory.InvalidResult, Repeat.Never,
        "APIs have a state that -FailOn names; the report was written first.",
        "Look at the rows of the error's TargetObject, or at the report: bind or rotate what they lack, or let Unknown ones be read.");

    public static readonly FaultKind CoverageEmpty = new(
        "CoverageEmpty", FaultCategory.ObjectNotFound, Repeat.Never,
        "-FailOn was given, and no row came down the pipeline: what was not looked at cannot pass.",
        "Check the filter in front of Export-AgSignatureCoverage, the account and the region (Get-AgContext).");
}

using System.Management.Automation;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Commands;

/// <summary>From a failure below the cmdlets to an error record.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord Create(AgException failure, object? target) =>
        new(failure, failure.ErrorId, CategoryOf(failure.Kind.Category), target)
        {
            ErrorDetails = new ErrorDetails(Text(failure)) { RecommendedAction = failure.RecommendedAction },
        };

    /// <summary>The two enumerations have the same names.</summary>
    private static ErrorCategory CategoryOf(FaultCategory category) =>
        (ErrorCategory)Enum.Parse(typeof(ErrorCategory), category.ToString());

    /// <summary>
    /// What a person reads. PowerShell 7.5 and later show the recommended action below the message; for older ones it
    /// stands in the message too.
    /// </summary>
    private static string Text(AgException failure) =>
        failure.Message
        + (failure.OutcomeUnknown ? " The outcome is unknown." : string.Empty)
        + (failure.RequestId is { Length: > 0 } id ? " RequestId " + id + "." : string.Empty)
        + (EngineShowsAdvice ? string.Empty : " " + failure.RecommendedAction);

    /// <summary>The engine's assembly carries PowerShell's version from 6 on; that of Windows PowerShell is 3.0.</summary>
    private static readonly bool EngineShowsAdvice = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);
}

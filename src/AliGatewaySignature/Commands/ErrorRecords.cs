using System;
using System.Management.Automation;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Commands;

/// <summary>From a failure below the cmdlets to an error record.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord Of(AgException failure, object? target) =>
        new(failure, failure.ErrorId, CategoryOf(failure.Kind.Category), target)
        {
            ErrorDetails = new ErrorDetails(Text(failure)) { RecommendedAction = failure.RecommendedAction },
        };

    /// <summary>The two enumerations have the same names.</summary>
    private static ErrorCategory CategoryOf(FaultCategory category) =>
        (ErrorCategory)Enum.Parse(typeof(ErrorCategory), category.ToString());

    /// <summary>
    /// What a person reads. Hosts do not show the recommended action by themselves, so that it stands in the text too.
    /// </summary>
    private static string Text(AgException failure) =>
        failure.Message
        + (failure.RequestId is { Length: > 0 } id ? " RequestId " + id + "." : string.Empty)
        + " " + failure.RecommendedAction;
}

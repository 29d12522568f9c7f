namespace AliGatewaySignature.Errors;

/// <summary>
/// A failure of this module or of the service, with everything that a script needs to act on it.
/// The text never holds a secret. docs/errors.md lists every <see cref="ErrorId"/>.
/// </summary>
public sealed class AgException : Exception
{
    private const int LongestId = 200;

    /// <param name="kind">The row of the fault table.</param>
    /// <param name="message">What happened; what others said in it is made safe to show.</param>
    /// <param name="innerException">What it comes from.</param>
    /// <param name="secrets">What must not be shown of either.</param>
    internal AgException(FaultKind kind, string message, Exception? innerException = null, SecretForms? secrets = null)
        : base(
            ForeignText.Clean((secrets ?? SecretForms.None).Mask(message)),
            ForeignException.Wrap(innerException, secrets ?? SecretForms.None))
    {
        Kind = kind;
        RecommendedAction = kind.Advice;
    }

    /// <summary>The stable id of the fault, e.g. <c>Throttled</c>; the first part of FullyQualifiedErrorId.</summary>
    public string ErrorId => Kind.Id;

    /// <summary>What to do next.</summary>
    public string RecommendedAction { get; internal set; }

    /// <summary>The service's error code as it came, e.g. <c>NotFoundApiGroup</c>; null when the service gave none.</summary>
    public string? Code { get; internal set => field = value is null ? null : ForeignText.Clean(value, LongestId); }

    /// <summary>The service's id of the request, to be named in a support ticket; null when there was no answer.</summary>
    public string? RequestId { get; internal set => field = value is null ? null : ForeignText.Clean(value, LongestId); }

    /// <summary>The service's operation, e.g. <c>SetSignatureApis</c>; null when no operation was involved.</summary>
    public string? Operation { get; internal set; }

    /// <summary>The HTTP status of the answer; null when there was no answer.</summary>
    public int? HttpStatus { get; internal set; }

    /// <summary>
    /// True when the call may have been carried out although it failed here (the connection broke after sending,
    /// no answer came in time, or the service failed on its side). Read the state back before relying on it. A call that only reads
    /// leaves nothing open.
    /// </summary>
    public bool OutcomeUnknown { get; internal set; }

    /// <summary>Whether the call was given up without an answer, so that it may still be carried out later.</summary>
    internal bool MayStillBeDone { get; set; }

    internal FaultKind Kind { get; }

    /// <summary>An exception that no row of the fault table is about. The text keeps its type and its message.</summary>
    /// <param name="cause">The exception.</param>
    /// <param name="about">What was being done.</param>
    /// <param name="secrets">What must not be shown.</param>
    /// <param name="outcomeUnknown">Whether something may have been done by then.</param>
    internal static AgException Unexpected(
        Exception cause, string about, SecretForms? secrets = null, bool outcomeUnknown = false) =>
        new(Faults.Unexpected, $"{about}: {cause.GetType().Name}: {cause.Message.TrimEnd('.')}.", cause, secrets)
        {
            OutcomeUnknown = outcomeUnknown,
        };

    /// <summary>What the service said, as a failure of another kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="message">What happened.</param>
    /// <param name="advice">What to do next; that of the kind when left out.</param>
    internal AgException As(FaultKind kind, string message, string? advice = null) => new(kind, message, this)
    {
        RecommendedAction = advice ?? kind.Advice,
        Code = Code,
        RequestId = RequestId,
        Operation = Operation,
        HttpStatus = HttpStatus,
    };

    /// <summary>The same failure with more to say about what it hit.</summary>
    internal AgException WithDetail(string detail, bool? outcomeUnknown = null)
    {
        var detailed = As(Kind, Message + " " + detail, RecommendedAction);
        detailed.OutcomeUnknown = outcomeUnknown ?? OutcomeUnknown;
        detailed.MayStillBeDone = MayStillBeDone;
        return detailed;
    }
}

using System.Globalization;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Transport;

/// <summary>What came back for one attempt: any status, any body.</summary>
internal sealed class ApiReply(int status, IReadOnlyDictionary<string, string> headers, string body)
{
    private readonly Lazy<JsonReply?> _json = new(() => JsonReply.TryParse(body));
    private ServiceError? _error;

    public int Status { get; } = status;

    /// <summary>Header names compare without case; several values of one name are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; } = headers;

    public string Body { get; } = body;

    /// <summary>
    /// Whether an earlier attempt of the same call may have been carried out: then a refusal does not mean that nothing was
    /// done.
    /// </summary>
    public bool FollowsOpenAttempt { get; set; }

    /// <summary>Whether the call may still be carried out: an attempt was given up without an answer, by us or on the way.</summary>
    public bool MayStillBeDone
    {
        get => field || (IsTimedOut && Fault != Faults.Busy && Fault != Faults.Throttled);
        set;
    }

    /// <summary>The key that signed the attempt, so that a newer one can be asked for.</summary>
    public Credential? SignedBy { get; set; }

    /// <summary>A success status is not enough: a reply that carries an error code is an error, whatever its status.</summary>
    public bool IsSuccess => HasSuccessStatus && string.IsNullOrEmpty(Error.Code);

    public bool HasSuccessStatus => Status is >= 200 and < 300;

    /// <summary>The body as an object; null when it is anything else. It is read once, when it is first asked for.</summary>
    public JsonReply? Json => _json.Value;

    /// <summary>The service's id of the request, from its header or else from the body of an error.</summary>
    public string? RequestId => HeaderRequestId ?? Error.RequestId;

    /// <summary>
    /// What must not be shown of this reply: a service, or a proxy, may repeat what it was sent anywhere, its request id included.
    /// </summary>
    public SecretForms SecretsOf(ApiCall call) => call.SecretsWith(SignedBy);

    /// <summary>The service's id of the request, safe to show; null when it gave none.</summary>
    public string? ShownRequestId(ApiCall call) => RequestId is { } id ? ForeignText.Clean(SecretsOf(call).Mask(id)) : null;

    /// <summary>The service's own words about a failure; read when first asked for.</summary>
    public ServiceError Error => _error ??= ServiceError.Read(Body, Json, HeaderRequestId);

    private bool IsTimedOut => !IsSuccess && (Status is 408 or 504 || Error.Code?.Contains("Timeout") == true);

    private string? HeaderRequestId => Headers.TryGetValue("x-acs-request-id", out var id) ? id : null;

    /// <summary>
    /// The row of the fault table that this reply is; null when it is a success. A refusal that tells when to come back is
    /// throttling, whatever its code. A failure of the service (5xx) and a time-out are not: the call may have been carried out.
    /// </summary>
    public FaultKind? Fault =>
        IsSuccess ? null
        : RetryAfter is not null && Status is >= 400 and < 500 && !IsTimedOut ? Faults.Throttled
        : CodeTable.Find(Error.Code, Status);

    /// <summary>
    /// Whether the call may have been carried out although this reply is an error. Only a code, or a refusal that no service but
    /// only a proxy gives, says that it was not: a page without a code may come from anyone on the way, before the call or after.
    /// A service that failed (5xx) may have done its work first, whatever its code says, unless the code is a wait.
    /// </summary>
    public bool MayBeDone =>
        Fault is { } fault
        && (FollowsOpenAttempt
            || MayStillBeDone
            || fault.Repeat == Repeat.WhenRepeatable
            || (Status >= 500 && fault != Faults.Throttled && fault != Faults.Busy)
            || (string.IsNullOrEmpty(Error.Code) && fault != Faults.Throttled && fault != Faults.ProxyRefused)
            || (HasSuccessStatus && fault == Faults.ServiceRefused));

    /// <summary>How long the service asks us to wait; the header counts milliseconds. Null when it does not ask.</summary>
    public TimeSpan? RetryAfter =>
        Headers.TryGetValue("x-acs-retry-after", out var text)
        && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds > 0 && milliseconds <= int.MaxValue
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;

    /// <summary>The service's clock when it answered.</summary>
    public DateTimeOffset? Date =>
        Headers.TryGetValue("Date", out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;
}

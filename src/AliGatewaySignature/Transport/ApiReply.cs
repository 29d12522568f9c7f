using System;
using System.Collections.Generic;
using System.Globalization;

namespace AliGatewaySignature.Transport;

/// <summary>What came back for one attempt: any status, any body.</summary>
internal sealed class ApiReply
{
    private ServiceError? error;

    public ApiReply(int status, IReadOnlyDictionary<string, string> headers, string body)
    {
        Status = status;
        Headers = headers;
        Body = body;
    }

    public int Status { get; }

    /// <summary>Header names compare without case; several values of one name are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    public string Body { get; }

    /// <summary>
    /// Whether an earlier attempt of the same call may have been carried out: then "not found" can mean "already deleted".
    /// </summary>
    public bool FollowsUnknown { get; set; }

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The service's own words about a failure; read when first asked for.</summary>
    public ServiceError Error => error ??= ServiceError.Read(this);

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

namespace AliGatewaySignature.Model;

/// <summary>What came of one probe of a backend.</summary>
public enum AgBackendOutcome
{
    /// <summary>It was not sent.</summary>
    NotTried,

    /// <summary>The answer is neither a refusal nor that of an accepted request, or there was none.</summary>
    Inconclusive,

    /// <summary>
    /// The answer has the status that the pair in force got, after an unsigned request was refused; or it is that of an unsigned request
    /// which was served as one with the pair in force.
    /// </summary>
    Accepted,

    /// <summary>The answer is a refusal: 401 or 403, or what -RefusedStatusCode names.</summary>
    Refused,
}

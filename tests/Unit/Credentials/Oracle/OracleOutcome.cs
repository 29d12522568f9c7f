namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>What a chain came to: keys, or a refusal.</summary>
internal sealed record OracleOutcome
{
    public string? AccessKeyId { get; private init; }

    public string? AccessKeySecret { get; private init; }

    public string? SecurityToken { get; private init; }

    /// <summary>Which source the keys are from, in the chain's own words.</summary>
    public string? Source { get; private init; }

    /// <summary>Our error id; null with keys, and with the official chain, which has none.</summary>
    public string? ErrorId { get; private init; }

    /// <summary>Why there are no keys.</summary>
    public string? Error { get; private init; }

    public bool SignsIn => AccessKeyId is not null;

    public static OracleOutcome Keys(string id, string secret, string? token, string source) =>
        new() { AccessKeyId = id, AccessKeySecret = secret, SecurityToken = string.IsNullOrEmpty(token) ? null : token, Source = source };

    public static OracleOutcome Refusal(string error, string? errorId = null) => new() { Error = error, ErrorId = errorId };

    /// <summary>Whether both sign as the same one, or neither at all.</summary>
    public bool IsSameAs(OracleOutcome other) =>
        (AccessKeyId, AccessKeySecret, SecurityToken) == (other.AccessKeyId, other.AccessKeySecret, other.SecurityToken);

    public override string ToString() => SignsIn ? $"signs in as {AccessKeyId} ({Source})" : $"refuses: {ErrorId} {Error}";
}

using System.Globalization;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Keys;

/// <summary>Which role is assumed, and how. Source: AssumeRole and AssumeRoleWithOIDC of STS, version 2015-04-01.</summary>
/// <param name="roleArn">acs:ram::&lt;account&gt;:role/&lt;name&gt;.</param>
/// <param name="endpoint">The STS host to ask.</param>
/// <param name="origin">Where the credential comes from, for messages: a file and profile, or a variable.</param>
internal sealed class RoleRequest(string roleArn, Uri endpoint, string origin)
{
    /// <summary>The shortest session that STS gives, in seconds; the longest is a setting of the role.</summary>
    public const int ShortestSession = 900;

    private const int DefaultSession = 3600;

    public string RoleArn { get; } = roleArn;

    public Uri Endpoint { get; } = endpoint;

    public string Origin { get; } = origin;

    /// <summary>The name under which the session shows in the audit trail; one is made up when left out.</summary>
    public string? SessionName { get; init; }

    /// <summary>How long the keys shall last, in seconds; an hour when left out.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>A policy that narrows what the session may do, as JSON.</summary>
    public string? Policy { get; init; }

    /// <summary>What a role of another account may ask for. AssumeRole only.</summary>
    public string? ExternalId { get; init; }

    public string DurationText => (DurationSeconds ?? DefaultSession).ToString(CultureInfo.InvariantCulture);

    public string MadeFrom => Fingerprint.Compute(RoleArn, Endpoint.Authority, SessionName, DurationText, Policy, ExternalId);

    /// <summary>The session's name, with the time in it when it is made up, so that sessions can be told apart.</summary>
    public string SessionNameAt(DateTimeOffset now) =>
        SessionName ?? "AliGatewaySignature-" + now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Refuses what STS would refuse, and names the place where it stands.</summary>
    public RoleRequest Checked()
    {
        if (!RoleArn.StartsWith("acs:", StringComparison.Ordinal) || RoleArn.IndexOf(":role/", StringComparison.Ordinal) < 0)
        {
            throw Wrong($"'{RoleArn}' is not the ARN of a role (acs:ram::<account id>:role/<role name>).");
        }

        if (DurationSeconds < ShortestSession)
        {
            throw Wrong($"a session of {DurationText} s is too short: STS gives {ShortestSession} s or more.");
        }

        if (SessionName is { } name && (name.Length is < 2 or > 64 || !name.All(IsSessionCharacter)))
        {
            throw Wrong($"'{name}' cannot name a session: 2 to 64 letters, digits and . @ - _ are allowed.");
        }

        return this;

        AgException Wrong(string what) => new(Faults.CredentialSourceInvalid, Origin + ": " + what);
    }

    private static bool IsSessionCharacter(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '@' or '-' or '_';
}

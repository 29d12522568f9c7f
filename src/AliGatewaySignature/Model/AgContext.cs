namespace AliGatewaySignature.Model;

/// <summary>
/// An account, region and endpoint that cmdlets work with. Holds no secret that could be shown; hand it to other
/// cmdlets with -Context.
/// </summary>
public sealed class AgContext
{
    private readonly Func<(string MaskedId, DateTimeOffset? Expiration)> _key;

    internal AgContext(
        string source,
        Func<(string MaskedId, DateTimeOffset? Expiration)> key,
        Uri endpoint,
        IDisposable connection,
        RunLog? log = null)
    {
        _key = key;
        Source = source;
        Endpoint = endpoint;
        Connection = connection;
        Log = log ?? new RunLog();
    }

    /// <summary>
    /// Where the credential came from: Parameter, Environment, Oidc, CliProfile, CredentialsFile, EcsRamRole,
    /// CredentialsUri or Sandbox.
    /// </summary>
    public string Source { get; }

    /// <summary>The profile of the CLI's file or the section of the ini file that signs; null with other sources.</summary>
    public string? ProfileName { get; internal init; }

    /// <summary>The role that is assumed: an ARN, or the name of an ECS instance's role; null without a role.</summary>
    public string? RoleArn { get; internal init; }

    /// <summary>
    /// The id of the account that the key belongs to, as STS said when Connect-AgAccount asked; null where it did not ask, or where there
    /// was no answer.
    /// </summary>
    public string? AccountId { get; internal set; }

    /// <summary>The RAM user or the role's session that signs, as STS said it together with the account.</summary>
    public string? Arn { get; internal set; }

    /// <summary>The AccessKey id that signs at this moment, its middle masked. Temporary keys change with each renewal.</summary>
    public string AccessKeyId => _key().MaskedId;

    /// <summary>When the present temporary keys expire; they renew themselves before. Null with permanent keys.</summary>
    public DateTimeOffset? Expiration => _key().Expiration;

    /// <summary>The region; null when only an endpoint was given.</summary>
    public string? RegionId { get; internal init; }

    /// <summary>Who named the region: Parameter, a variable of the environment, or a profile; null without a region.</summary>
    public string? RegionSource { get; internal init; }

    /// <summary>The address that calls go to.</summary>
    public Uri Endpoint { get; }

    /// <summary>The proxy that the calls go through, without user name and password; null where they go directly.</summary>
    public Uri? Proxy { get; internal init; }

    /// <summary>Who builds and signs the requests: Acs3, or AcsCore.</summary>
    public AgTransport Transport { get; internal init; }

    /// <summary>Whether the service is the embedded sandbox of this process, so that nothing real is touched.</summary>
    public bool IsSandbox { get; internal init; }

    /// <summary>
    /// The journal: a file that gets a line before and a line after each call that changes something; null where none is kept.
    /// </summary>
    public string? JournalPath { get; internal set; }

    /// <summary>The file that keeps the state of the sandbox; null for a sandbox that ends with the process, and for an account.</summary>
    public string? SandboxPath { get; internal init; }

    /// <summary>Tells a sandbox that is in no file from every other; null for one in a file, and for an account.</summary>
    internal string? SandboxId { get; init; }

    /// <summary>
    /// What the last run of a cmdlet that changes something came to; null before the first. A run with -WhatIf changes nothing, and leaves
    /// it as it is.
    /// </summary>
    public AgRunSummary? LastRun => Log.Last;

    /// <summary>Where a change would happen, as far as it is known: "account 1234567890, cn-hangzhou".</summary>
    internal string Place => IsSandbox
        ? "sandbox"
        : (AccountId is null ? string.Empty : $"account {AccountId}, ") + (RegionId ?? Endpoint.Authority);

    internal RunLog Log { get; }

    /// <summary>Signs and sends. Model does not use it: the cmdlets know its type.</summary>
    internal IDisposable Connection { get; }

    /// <summary>A short reading of the context.</summary>
    public override string ToString() => $"{AccessKeyId} at {Endpoint.Authority} ({Source})";
}

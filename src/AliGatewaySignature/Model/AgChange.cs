namespace AliGatewaySignature.Model;

/// <summary>One call that changes something, as the journal has it. It holds no Key and no Secret.</summary>
public sealed class AgChange
{
    internal AgChange()
    {
    }

    /// <summary>When it was written down, right before it was sent.</summary>
    public DateTimeOffset Time { get; internal init; }

    /// <summary>The run that it belongs to: LastRun.RunId of the context, after that run.</summary>
    public Guid RunId { get; internal init; }

    /// <summary>The name of the cmdlet.</summary>
    public string? Command { get; internal init; }

    /// <summary>The id of the account; null when the sign-in did not find it out.</summary>
    public string? AccountId { get; internal init; }

    /// <summary>The region; null when only an endpoint was given.</summary>
    public string? RegionId { get; internal init; }

    /// <summary>The address that the call went to.</summary>
    public string? Endpoint { get; internal init; }

    /// <summary>Whether it was a sandbox, so that nothing real was touched.</summary>
    public bool IsSandbox { get; internal init; }

    /// <summary>The file that keeps the sandbox; null where it is in none, where no sandbox was meant, and in old lines.</summary>
    public string? SandboxPath { get; internal init; }

    /// <summary>Tells a sandbox that is in no file from every other; null for one in a file, for an account, and in old lines.</summary>
    public string? SandboxId { get; internal init; }

    /// <summary>
    /// The operation of the service: SetSignatureApis, RemoveSignatureApis, CreateSignature, ModifySignature or DeleteSignature.
    /// </summary>
    public string Operation { get; internal init; } = string.Empty;

    /// <summary>The id of the key; null for a new one whose creation is not known to have succeeded.</summary>
    public string? SignatureId { get; internal set; }

    /// <summary>
    /// The name of the key; null when it was not known. Of a key that is changed the new one, null when it keeps its name.
    /// </summary>
    public string? SignatureName { get; internal init; }

    /// <summary>What a key that is changed was called before; null where that was not known, and for every other operation.</summary>
    public string? PreviousSignatureName { get; internal init; }

    /// <summary>
    /// The id of the key that Move-AgSignatureApi -AllowUnsignedGap binds to what this call unbinds; null for every other call.
    /// </summary>
    public string? DestinationSignatureId { get; internal init; }

    /// <summary>The id of the API group; null when a key itself is changed.</summary>
    public string? GroupId { get; internal init; }

    /// <summary>The name of the API group; null when it was not known.</summary>
    public string? GroupName { get; internal init; }

    /// <summary>The stage: RELEASE, PRE or TEST; null when a key itself is changed.</summary>
    public string? StageName { get; internal init; }

    /// <summary>Whether the call was about every API of the group and stage (-All). The APIs are those that were read before.</summary>
    public bool IsEveryApi { get; internal init; }

    /// <summary>The APIs; none when a key itself is changed.</summary>
    public IReadOnlyList<AgChangeApi> Apis { get; internal init; } = [];

    /// <summary>What became of it.</summary>
    public AgChangeOutcome Outcome { get; internal set; }

    /// <summary>When that was written down; null when it never was.</summary>
    public DateTimeOffset? EndTime { get; internal set; }

    /// <summary>The service's id of the request, to be named in a support ticket; null when there was no answer.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>The error that it ended with, as docs/errors.md lists them; null when there was none.</summary>
    public string? ErrorId { get; internal set; }

    /// <summary>The service's error code; null when it gave none.</summary>
    public string? Code { get; internal set; }

    /// <summary>The latest time of the journal up to here: it orders changes where a clock was set back.</summary>
    internal DateTimeOffset Order { get; init; }

    /// <summary>Its place in the journal, for changes of the same <see cref="Order"/>.</summary>
    internal int Line { get; init; }

    /// <summary>What the APIs carry afterwards: the key, or null for none. Null for a change of a key itself as well.</summary>
    internal string? MadeSignatureId => Operation == "SetSignatureApis" ? SignatureId : null;

    /// <summary>Whether it changed what APIs carry, and not a key itself.</summary>
    internal bool IsBinding => GroupId is not null;

    /// <summary>A short reading of the change.</summary>
    public override string ToString() =>
        $"{Operation} {SignatureName ?? PreviousSignatureName ?? SignatureId}"
        + (IsBinding ? $", {Apis.Count} of {GroupName ?? GroupId} in {StageName}" : string.Empty)
        + $": {Outcome}";
}

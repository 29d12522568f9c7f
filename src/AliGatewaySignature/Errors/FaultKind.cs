namespace AliGatewaySignature.Errors;

/// <summary>One row of the fault table: everything that is the same for each occurrence of a fault.</summary>
internal sealed class FaultKind(string id, FaultCategory category, Repeat repeat, string meaning, string advice)
{
    /// <summary>The stable error id; scripts compare it, so it is never renamed and never reused.</summary>
    public string Id { get; } = id;

    public FaultCategory Category { get; } = category;

    public Repeat Repeat { get; } = repeat;

    /// <summary>What happened, as docs/errors.md says it.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>What the user can do next.</summary>
    public string Advice { get; } = advice;

    /// <summary>
    /// Whether the service turned a call away for what it carries, so that a call with other ids may succeed. A denial, a quota
    /// and a failure on the way are not of that kind.
    /// </summary>
    public bool IsAboutContent { get; init; }

    /// <summary>Whether the fault goes away by itself, so that the same call may succeed later.</summary>
    public bool IsPassing { get; init; }

    /// <summary>Whether no connection came about. A short outage is bridged; a wrong address is reported soon.</summary>
    public bool IsBeforeSending { get; init; }

    /// <summary>Whether the pipeline ends, since the next input would meet the same fault.</summary>
    public bool EndsPipeline { get; init; }

    public override string ToString() => Id;
}

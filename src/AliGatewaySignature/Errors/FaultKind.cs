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

    public override string ToString() => Id;
}

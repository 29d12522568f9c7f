namespace AliGatewaySignature.Errors;

/// <summary>One row of the fault table: everything that is the same for each occurrence of a fault.</summary>
internal sealed class FaultKind
{
    public FaultKind(string id, FaultCategory category, Repeat repeat, string meaning, string advice)
    {
        Id = id;
        Category = category;
        Repeat = repeat;
        Meaning = meaning;
        Advice = advice;
    }

    /// <summary>The stable error id; scripts compare it, so it is never renamed and never reused.</summary>
    public string Id { get; }

    public FaultCategory Category { get; }

    public Repeat Repeat { get; }

    /// <summary>What happened, as docs/errors.md says it.</summary>
    public string Meaning { get; }

    /// <summary>What the user can do next.</summary>
    public string Advice { get; }

    public override string ToString() => Id;
}

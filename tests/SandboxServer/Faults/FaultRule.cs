namespace AliGatewaySignature.SandboxServer.Faults;

/// <summary>When to play a fault, and which. This is what a client PUTs.</summary>
internal sealed record FaultRule
{
    public required FaultKind Kind { get; init; }

    /// <summary>The operation, or * for all.</summary>
    public string Operation { get; init; } = "*";

    /// <summary>Whether the call takes effect before things go wrong. Kinds that spoil a right answer always do.</summary>
    public bool Applied { get; init; }

    /// <summary>How many calls of the operation are spared first.</summary>
    public int Skip { get; init; }

    /// <summary>How often to play it; null means as long as the rule stands.</summary>
    public int? Times { get; init; }

    /// <summary>The chance that a call meets the fault.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Where the chances start, so that a run can be repeated.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The HTTP status of kinds that have one; null means the kind's own.</summary>
    public int? Status { get; init; }

    public string? Code { get; init; }

    public string? Message { get; init; }

    /// <summary>The x-acs-retry-after header in milliseconds; null leaves it out.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Milliseconds between two pieces of a drip.</summary>
    public int Delay { get; init; } = 10;

    /// <summary>Bytes in a piece of a drip.</summary>
    public int Chunk { get; init; } = 16;

    /// <summary>How far the Date header of a clock skew is ahead.</summary>
    public int Minutes { get; init; } = 30;

    public ListShape Shape { get; init; }
}

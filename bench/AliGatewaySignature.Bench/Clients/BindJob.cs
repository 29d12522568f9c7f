namespace AliGatewaySignature.Bench.Clients;

/// <summary>What a client is asked to do: bind all ids of a file.</summary>
internal sealed record BindJob
{
    public ClientKind Kind { get; init; }

    public required string Endpoint { get; init; }

    public required string IdFile { get; init; }

    public required string SignatureId { get; init; }

    public required string GroupId { get; init; }

    public required string StageName { get; init; }

    public int ThrottleLimit { get; init; } = 1;

    /// <summary>Whether the cmdlet reads each batch first, its default; else it makes the calls of the floor and no more.</summary>
    public bool ReadsFirst { get; init; }
}

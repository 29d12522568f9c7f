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
}

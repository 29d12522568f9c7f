namespace AliGatewaySignature.Bench.Clients;

/// <summary>How it went.</summary>
internal sealed record BindAnswer
{
    public double Milliseconds { get; init; }

    public long Done { get; init; }

    public long Failed { get; init; }

    public long Unknown { get; init; }

    public int Retries { get; init; }

    /// <summary>Empty when there was none.</summary>
    public string FirstError { get; init; } = string.Empty;
}

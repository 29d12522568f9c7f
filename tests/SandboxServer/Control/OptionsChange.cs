namespace AliGatewaySignature.SandboxServer.Control;

/// <summary>What a PUT to /sandbox/options may change. What is left out stays.</summary>
internal sealed record OptionsChange
{
    /// <summary>Milliseconds.</summary>
    public int? Latency { get; init; }

    /// <summary>Settings by name, as on the command line.</summary>
    public IReadOnlyDictionary<string, string>? Semantics { get; init; }
}

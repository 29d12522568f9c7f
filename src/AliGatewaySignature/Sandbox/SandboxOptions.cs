namespace AliGatewaySignature.Sandbox;

/// <summary>What a sandbox starts with.</summary>
internal sealed class SandboxOptions
{
    /// <summary>What the sandbox takes for the present. Times in replies and the age of requests follow it.</summary>
    public Func<DateTimeOffset> Clock { get; init; } = static () => DateTimeOffset.UtcNow;

    /// <summary>Key pairs that are let in besides the well-known one.</summary>
    public IReadOnlyList<SandboxKeyPair> KeyPairs { get; init; } = [];

    /// <summary>The region that the sandbox claims to be.</summary>
    public string RegionId { get; init; } = "cn-hangzhou";

    /// <summary>The sample groups.</summary>
    public IReadOnlyList<SandboxGroup> Groups { get; init; } = SampleGroups;

    /// <summary>How the sandbox does what the real service leaves unsaid. It can be changed later.</summary>
    public SandboxSemantics Semantics { get; init; } = new();

    /// <summary>The groups of a sandbox that was told nothing.</summary>
    public static IReadOnlyList<SandboxGroup> SampleGroups { get; } =
        [new("orders", 250), new("payments", 40), new("catalog", 1_000)];
}

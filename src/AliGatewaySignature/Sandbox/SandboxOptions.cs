using AliGatewaySignature.Sandbox.State;

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

    /// <summary>The sample plug-ins.</summary>
    public IReadOnlyList<SandboxPlugin> Plugins { get; init; } = SamplePlugins;

    /// <summary>What it starts with in place of samples; null where it starts with these.</summary>
    public SandboxState? State { get; init; }

    /// <summary>
    /// Is given the state after each call that writes, before the call is answered. Where it throws, the call has changed nothing.
    /// Null for a sandbox that is forgotten.
    /// </summary>
    public Action<SandboxState>? Keep { get; init; }

    /// <summary>How the sandbox does what the real service leaves unsaid. It can be changed later.</summary>
    public SandboxSemantics Semantics { get; init; } = new();

    /// <summary>The groups of a sandbox that was told nothing.</summary>
    public static IReadOnlyList<SandboxGroup> SampleGroups { get; } =
        [new("orders", 250), new("payments", 40), new("catalog", 1_000)];

    /// <summary>
    /// The plug-ins of a sandbox that was told nothing: one that signs for a whole group, an old one that signs for some APIs, and others
    /// that have nothing to do with signatures.
    /// </summary>
    public static IReadOnlyList<SandboxPlugin> SamplePlugins { get; } =
    [
        SandboxPlugin.Signing(
            "payments_signing", "payments_plugin_key", "sandbox_plugin_secret_1", TimeSpan.FromDays(30),
            new SandboxPluginPlace("payments", "RELEASE")),
        SandboxPlugin.Signing(
            "webhook_signing", "webhook_plugin_key", "sandbox_plugin_secret_2", TimeSpan.FromDays(400),
            new SandboxPluginPlace("catalog", "RELEASE", FirstApi: 1, ApiCount: 5)),
        new("throttle_100", "trafficControl", """{"unit":"MINUTE","apiDefault":100}""")
        {
            Places = [new SandboxPluginPlace("payments", "TEST", FirstApi: 1, ApiCount: 40), new SandboxPluginPlace("orders", "RELEASE")],
        },
        new("office_only", "ipControl", """{"type":"ALLOW","items":[{"blocks":["192.0.2.0/24"]}]}""")
        {
            Places = [new SandboxPluginPlace("catalog", "TEST")],
        },
    ];
}

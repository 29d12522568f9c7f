namespace AliGatewaySignature.Model;

/// <summary>What Test-AgBackend found out about a backend, or about one server of it.</summary>
public sealed class AgBackendVerdict
{
    internal AgBackendVerdict()
    {
    }

    /// <summary>Stands for what was given as a verdict and is none of this session: a file, a copy, anything else.</summary>
    internal static AgBackendVerdict Foreign { get; } = new();

    /// <summary>The address that was asked for.</summary>
    public Uri Uri { get; internal init; } = null!;

    /// <summary>The server behind the name; null where none was named.</summary>
    public string? ServerAddress { get; internal init; }

    /// <summary>The method of the probes.</summary>
    public string Method { get; internal init; } = string.Empty;

    /// <summary>Whether the backend demands a valid signature.</summary>
    public AgBackendEnforcement Enforcement { get; internal init; }

    /// <summary>Whether it accepts the new pair.</summary>
    public AgBackendReadiness NewPair { get; internal init; }

    /// <summary>The Key of the pair in force.</summary>
    public string SignatureKey { get; internal init; } = string.Empty;

    /// <summary>The Key of the new pair; null where none was given.</summary>
    public string? NewSignatureKey { get; internal init; }

    /// <summary>The new pair, for Set-AgSignature -BackendProof to compare with the one that it is given.</summary>
    internal AgSignaturePair? ProvedPair { get; init; }

    /// <summary>The first probe that did not end as it should; null when all did.</summary>
    public AgBackendProbe? FirstFailure { get; internal init; }

    /// <summary>What usually causes that, and what to look at.</summary>
    public string? UsualCause { get; internal init; }

    /// <summary>Every probe, in the order in which it was sent; those not tried too, with the reason.</summary>
    public IReadOnlyList<AgBackendProbe> Probes { get; internal init; } = [];

    /// <summary>The probes that were not tried.</summary>
    public IReadOnlyList<AgBackendProbe> NotTried =>
        Probes.Where(static probe => probe.Outcome == AgBackendOutcome.NotTried).ToArray();

    /// <summary>When the last probe was answered.</summary>
    public DateTimeOffset Time { get; internal init; }

    /// <summary>Whether the backend demands a signature and accepts the new pair: the gateway may switch.</summary>
    public bool IsReady => Enforcement == AgBackendEnforcement.Enforcing && NewPair == AgBackendReadiness.Ready;

    /// <summary>"Enforcing, NewPair Ready".</summary>
    public override string ToString() =>
        Enforcement + (NewPair == AgBackendReadiness.NotTried ? string.Empty : $", NewPair {NewPair}");
}

namespace AliGatewaySignature.Model;

/// <summary>Whether a backend accepts a new pair, so that the gateway may switch to it.</summary>
public enum AgBackendReadiness
{
    /// <summary>No new pair was tried.</summary>
    NotTried,

    /// <summary>The answers do not prove it, or the backend accepts anything.</summary>
    Inconclusive,

    /// <summary>Every probe of the new pair was accepted, by a backend that refuses a wrong one.</summary>
    Ready,

    /// <summary>A probe of the new pair was refused. Do not switch.</summary>
    NotReady,
}

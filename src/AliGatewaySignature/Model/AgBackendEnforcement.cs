namespace AliGatewaySignature.Model;

/// <summary>Whether a backend demands a valid signature.</summary>
public enum AgBackendEnforcement
{
    /// <summary>The answers do not tell.</summary>
    Inconclusive,

    /// <summary>It accepts the pair in force, and refuses what is not signed with it.</summary>
    Enforcing,

    /// <summary>It accepts what it should refuse.</summary>
    NotEnforcing,
}

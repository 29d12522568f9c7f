namespace AliGatewaySignature.Model;

/// <summary>What is known of a binding.</summary>
public enum AgBindingState
{
    /// <summary>Whether the API carries the key could not be found out.</summary>
    Unknown = 0,

    /// <summary>The API carries the key.</summary>
    Bound,

    /// <summary>The API does not carry the key, or no longer.</summary>
    Unbound,
}

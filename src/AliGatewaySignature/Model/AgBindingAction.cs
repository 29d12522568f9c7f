namespace AliGatewaySignature.Model;

/// <summary>What a command did to bring an API of a stage into the state that was asked for.</summary>
public enum AgBindingAction
{
    /// <summary>The API carried no key, and carries the one that was asked for now.</summary>
    Bound,

    /// <summary>The API carried the key before; nothing was sent.</summary>
    AlreadyBound,

    /// <summary>The key took the place of another, which the binding names as the previous one.</summary>
    Replaced,

    /// <summary>The API carried the key, and carries none now.</summary>
    Unbound,

    /// <summary>The API did not carry the key; nothing was sent.</summary>
    NotBound,

    /// <summary>The call was sent without reading first (-SkipRead): what the API carried before is not known.</summary>
    Sent,
}

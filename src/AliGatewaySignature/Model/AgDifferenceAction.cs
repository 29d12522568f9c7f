namespace AliGatewaySignature.Model;

/// <summary>What must happen to an API of a stage for it to be as a plan says.</summary>
public enum AgDifferenceAction
{
    /// <summary>It carries no key, and is to carry one.</summary>
    Bind,

    /// <summary>It carries another key, whose place the planned one takes.</summary>
    Replace,

    /// <summary>It carries a key, and is to carry none.</summary>
    Unbind,

    /// <summary>It is as planned already.</summary>
    Keep,
}

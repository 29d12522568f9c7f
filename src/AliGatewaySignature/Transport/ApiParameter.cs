namespace AliGatewaySignature.Transport;

/// <summary>One parameter of a call, in the order in which the operation's page names them.</summary>
internal readonly struct ApiParameter(string name, string value, bool isSecret = false)
{
    public string Name { get; } = name;

    public string Value { get; } = value;

    /// <summary>Whether the value must appear in no message, log or error.</summary>
    public bool IsSecret { get; } = isSecret;
}

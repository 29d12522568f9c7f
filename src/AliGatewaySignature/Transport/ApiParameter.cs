namespace AliGatewaySignature.Transport;

/// <summary>One parameter of a call, in the order in which the operation's page names them.</summary>
internal readonly struct ApiParameter
{
    public ApiParameter(string name, string value, bool isSecret = false)
    {
        Name = name;
        Value = value;
        IsSecret = isSecret;
    }

    public string Name { get; }

    public string Value { get; }

    /// <summary>Whether the value must appear in no message, log or error.</summary>
    public bool IsSecret { get; }
}

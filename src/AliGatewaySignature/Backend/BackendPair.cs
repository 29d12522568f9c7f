namespace AliGatewaySignature.Backend;

/// <summary>A Key and its Secret in clear, for as long as a check takes.</summary>
internal readonly struct BackendPair(string key, string secret)
{
    public string Key { get; } = key;

    public string Secret { get; } = secret;
}

namespace AliGatewaySignature.Model;

/// <summary>What may be told of the key that signs at this moment.</summary>
internal readonly struct KeyState
{
    private readonly string? _maskedId;

    public KeyState(string maskedId, DateTimeOffset? expiration)
    {
        _maskedId = maskedId;
        Expiration = expiration;
    }

    /// <summary>Empty before temporary keys were first obtained.</summary>
    public string MaskedId => _maskedId ?? string.Empty;

    public DateTimeOffset? Expiration { get; }
}

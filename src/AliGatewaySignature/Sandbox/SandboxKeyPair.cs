namespace AliGatewaySignature.Sandbox;

/// <summary>Somebody who may call the sandbox.</summary>
internal sealed class SandboxKeyPair(
    string accessKeyId, string accessKeySecret, string? securityToken = null, DateTimeOffset? expires = null)
{
    public string AccessKeyId { get; } = accessKeyId;

    public string AccessKeySecret { get; } = accessKeySecret;

    /// <summary>The token that calls must carry as well, for temporary credentials.</summary>
    public string? SecurityToken { get; } = securityToken;

    /// <summary>When the token stops being taken; null means never.</summary>
    public DateTimeOffset? Expires { get; } = expires;
}

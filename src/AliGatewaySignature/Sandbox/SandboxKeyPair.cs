using System;

namespace AliGatewaySignature.Sandbox;

/// <summary>Somebody who may call the sandbox.</summary>
internal sealed class SandboxKeyPair
{
    public SandboxKeyPair(string accessKeyId, string accessKeySecret, string? securityToken = null, DateTimeOffset? expires = null)
    {
        AccessKeyId = accessKeyId;
        AccessKeySecret = accessKeySecret;
        SecurityToken = securityToken;
        Expires = expires;
    }

    public string AccessKeyId { get; }

    public string AccessKeySecret { get; }

    /// <summary>The token that calls must carry as well, for temporary credentials.</summary>
    public string? SecurityToken { get; }

    /// <summary>When the token stops being taken; null means never.</summary>
    public DateTimeOffset? Expires { get; }
}

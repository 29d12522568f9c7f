using System.Security;

namespace AliGatewaySignature.Credentials;

/// <summary>An access key, permanent or temporary.</summary>
internal sealed class Credential
{
    public Credential(string accessKeyId, SecureString accessKeySecret, SecureString? securityToken = null)
    {
        AccessKeyId = accessKeyId;
        AccessKeySecret = accessKeySecret;
        SecurityToken = securityToken;
    }

    public string AccessKeyId { get; }

    public SecureString AccessKeySecret { get; }

    /// <summary>Only with temporary keys.</summary>
    public SecureString? SecurityToken { get; }
}

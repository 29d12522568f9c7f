using System.Security;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials;

/// <summary>An access key, permanent or temporary.</summary>
internal sealed class Credential(
    string accessKeyId, SecureString accessKeySecret, SecureString? securityToken = null, DateTimeOffset? expiration = null)
{
    public string AccessKeyId { get; } = accessKeyId;

    public SecureString AccessKeySecret { get; } = accessKeySecret;

    /// <summary>Only with temporary keys.</summary>
    public SecureString? SecurityToken { get; } = securityToken;

    /// <summary>When the key expires; null for permanent keys, and when the expiry is not known.</summary>
    public DateTimeOffset? Expiration { get; } = expiration;

    /// <summary>From texts as a file or an answer gives them.</summary>
    public static Credential Create(
        string accessKeyId, string accessKeySecret, string? securityToken = null, DateTimeOffset? expiration = null) =>
        new(accessKeyId, PlainText.Protect(accessKeySecret), securityToken is null ? null : PlainText.Protect(securityToken), expiration);

    public SigningKey ToSign() =>
        new(AccessKeyId, PlainText.Reveal(AccessKeySecret), SecurityToken is { } token ? PlainText.Reveal(token) : null);

    /// <summary>Takes this key's secrets out of a text that came from outside.</summary>
    public string Scrub(string text)
    {
        text = PlainText.Scrub(text, PlainText.Reveal(AccessKeySecret));
        return SecurityToken is { } token ? PlainText.Scrub(text, PlainText.Reveal(token)) : text;
    }
}

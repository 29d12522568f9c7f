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

    /// <summary>From texts of any source: blanks at the ends are taken off, and what no header can carry is refused.</summary>
    /// <param name="origin">Where the key comes from, for the message: a file and profile, a variable, or a host.</param>
    /// <param name="accessKeyId">The id.</param>
    /// <param name="accessKeySecret">Its secret.</param>
    /// <param name="securityToken">Only with temporary keys.</param>
    /// <param name="expiration">When the key expires, where that is known.</param>
    /// <exception cref="Errors.AgException">One of the texts cannot be a key.</exception>
    public static Credential Read(
        string origin, string accessKeyId, string accessKeySecret, string? securityToken = null, DateTimeOffset? expiration = null)
    {
        var id = KeyText.Clean(accessKeyId, "the AccessKey id", origin);
        return id.IndexOf(',') < 0
            ? Create(
                id,
                KeyText.Clean(accessKeySecret, "the AccessKey secret", origin),
                securityToken is null ? null : KeyText.Clean(securityToken, "the security token", origin),
                expiration)
            : throw new Errors.AgException(Errors.Faults.KeyMalformed, $"{origin}: the AccessKey id has a comma in it.");
    }

    public SigningKey ToSign() =>
        new(AccessKeyId, PlainText.Reveal(AccessKeySecret), SecurityToken is { } token ? PlainText.Reveal(token) : null);

    /// <summary>What must not be shown of this key.</summary>
    public IEnumerable<string> Secrets =>
        SecurityToken is { } token ? [PlainText.Reveal(AccessKeySecret), PlainText.Reveal(token)] : [PlainText.Reveal(AccessKeySecret)];
}

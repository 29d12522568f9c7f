using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AliGatewaySignature.Tests.Credentials.Cloud;

/// <summary>
/// Keys by rule: the secret and token of an AccessKey id follow from the id, and the id of temporary keys from the
/// identity that they were made for. So the server knows every key, and equal keys mean the same identity.
/// </summary>
internal sealed record CloudKeys(string AccessKeyId, string AccessKeySecret, string SecurityToken)
{
    public const string PermanentPrefix = "LTAI";
    public const string TemporaryPrefix = "STS.";

    /// <summary>Whether the loopback cloud knows this id.</summary>
    public static bool Knows(string accessKeyId) =>
        accessKeyId.StartsWith(PermanentPrefix, StringComparison.Ordinal) || IsTemporary(accessKeyId);

    public static bool IsTemporary(string accessKeyId) => accessKeyId.StartsWith(TemporaryPrefix, StringComparison.Ordinal);

    public static string SecretOf(string accessKeyId) => Digest("secret", accessKeyId)[..30];

    public static string TokenOf(string accessKeyId) => "token/" + Digest("token", accessKeyId) + "+==";

    /// <summary>Temporary keys under an id of the test's choice, such as those that a file already holds.</summary>
    public static CloudKeys Temporary(string name) => Create(TemporaryPrefix + name);

    /// <summary>The temporary keys of an identity.</summary>
    /// <param name="identity">Everything that decides who signs, one part a line.</param>
    public static CloudKeys For(params string[] identity) => Temporary(Digest(identity)[..24]);

    /// <summary>The form in which the metadata server, STS and a credentials URI name keys.</summary>
    public JsonObject ToJson(DateTimeOffset expiration) => new()
    {
        [nameof(AccessKeyId)] = AccessKeyId,
        [nameof(AccessKeySecret)] = AccessKeySecret,
        [nameof(SecurityToken)] = SecurityToken,
        ["Expiration"] = CloudTime.Text(expiration),
    };

    public static string Digest(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));

    private static CloudKeys Create(string accessKeyId) => new(accessKeyId, SecretOf(accessKeyId), TokenOf(accessKeyId));
}

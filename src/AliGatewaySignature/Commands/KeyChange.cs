using System.Security;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands;

/// <summary>What a change of a key alters. What could not be read counts as altered.</summary>
internal sealed class KeyChange
{
    private readonly bool _isOfName;
    private readonly bool _isOfKey;
    private readonly bool _isOfSecret;

    /// <param name="now">The key as it is; null where it could not be read.</param>
    /// <param name="name">The new name; null to leave it.</param>
    /// <param name="key">The new Key; null to leave it.</param>
    /// <param name="secret">The new Secret; null to leave it.</param>
    public KeyChange(AgSignature? now, string? name, string? key, SecureString? secret)
    {
        _isOfName = name is not null && name != now?.SignatureName;
        _isOfKey = key is not null && key != now?.SignatureKey;
        _isOfSecret = secret is not null
            && (now?.SignatureSecret is not { } old || PlainText.Reveal(old) != PlainText.Reveal(secret));

        // A Key and a Secret that were given together are sent together.
        var isOfPair = _isOfKey || _isOfSecret;
        (Name, Key, Secret) = (_isOfName ? name : null, isOfPair ? key : null, isOfPair ? secret : null);
    }

    /// <summary>The name to send; null to send none.</summary>
    public string? Name { get; }

    /// <summary>The Key to send; null to send none.</summary>
    public string? Key { get; }

    /// <summary>The Secret to send; null to send none.</summary>
    public SecureString? Secret { get; }

    public bool IsNothing => !_isOfName && !IsOfPair;

    /// <summary>Whether requests are signed in another way afterwards.</summary>
    public bool IsOfPair => _isOfKey || _isOfSecret;

    /// <summary>Whether a new Secret comes under the old Key.</summary>
    public bool KeepsKey => _isOfSecret && !_isOfKey;

    /// <summary>"the name, the Key and the Secret".</summary>
    public override string ToString() => Join("the", _isOfName, _isOfKey, _isOfSecret);

    /// <summary>"this name and this very pair": what a key has already that needs no change.</summary>
    public static string Given(string? name, string? key, SecureString? secret, bool isPair) => isPair
        ? (name is null ? string.Empty : "this name and ") + "this very pair"
        : Join("this", name is not null, key is not null, secret is not null);

    private static string Join(string article, bool name, bool key, bool secret)
    {
        var parts = new List<string>();
        foreach (var (isMeant, word) in new[] { (name, "name"), (key, "Key"), (secret, "Secret") })
        {
            if (isMeant)
            {
                parts.Add($"{article} {word}");
            }
        }

        return parts.Count < 2
            ? string.Concat(parts)
            : $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[parts.Count - 1]}";
    }
}

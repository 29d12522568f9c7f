using System.Globalization;

namespace AliGatewaySignature.CloudApi;

/// <summary>
/// The service's rules for a key. Source: the pages of CreateSignature and ModifySignature; that names may be Chinese
/// is said by the Chinese pages only. Each rule returns null, or a sentence that says what is wrong without quoting the value.
/// </summary>
internal static class KeyRules
{
    public const int NameMin = 4;
    public const int NameMax = 50;
    public const int KeyMin = 6;
    public const int KeyMax = 20;
    public const int SecretMin = 6;
    public const int SecretMax = 30;
    public const string SecretPunctuation = "_@#!*";

    public static string? CheckName(string name)
    {
        var length = new StringInfo(name).LengthInTextElements;
        if (length is < NameMin or > NameMax)
        {
            return $"A name has {NameMin} to {NameMax} characters; this one has {length}.";
        }

        if (!IsNameLetter(name, 0))
        {
            return "A name begins with a letter (a to z, A to Z, or Chinese).";
        }

        for (var i = 0; i < name.Length; i += char.IsSurrogatePair(name, i) ? 2 : 1)
        {
            if (!IsNameLetter(name, i) && name[i] is not ((>= '0' and <= '9') or '_'))
            {
                return $"A name has letters (a to z, A to Z, or Chinese), digits and '_' only; the character at position "
                    + $"{i + 1} is something else.";
            }
        }

        return null;
    }

    public static string? CheckKey(string key) =>
        Check("SignatureKey", key, KeyMin, KeyMax, "_", "letters, digits and '_'");

    /// <summary>Never says where the wrong character stands: that would tell a part of the secret.</summary>
    public static string? CheckSecret(string secret) =>
        Check("SignatureSecret", secret, SecretMin, SecretMax, SecretPunctuation, "letters, digits and the characters _ @ # ! *");

    private static string? Check(string what, string text, int min, int max, string punctuation, string allowed)
    {
        if (text.Length < min || text.Length > max)
        {
            return $"{what} has {min} to {max} characters; this one has {text.Length}.";
        }

        if (!IsAsciiLetter(text[0]))
        {
            return $"{what} begins with a letter (a to z, A to Z).";
        }

        return text.All(c => IsAsciiLetter(c) || c is >= '0' and <= '9' || punctuation.IndexOf(c) >= 0)
            ? null
            : $"{what} has {allowed} only (ASCII).";
    }

    private static bool IsAsciiLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsNameLetter(string text, int index) => IsAsciiLetter(text[index]) || IsChinese(text, index);

    /// <summary>The blocks of Chinese characters; half a surrogate pair is none.</summary>
    private static bool IsChinese(string text, int index) =>
        text[index] is (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF')
        || (char.IsSurrogatePair(text, index) && char.ConvertToUtf32(text, index) is >= 0x20000 and <= 0x3FFFF);
}

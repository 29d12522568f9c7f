using System.Globalization;

namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>What names, keys and secrets of signature keys may look like.</summary>
internal static class KeyRules
{
    /// <summary>4 to 50 letters, digits and underscores; first a letter. Chinese characters count as letters.</summary>
    public static string RequireName(string name)
    {
        var good = name.Length is >= 4 and <= 50 && IsNameLetter(name[0]);
        foreach (var c in name)
        {
            good &= IsNameLetter(c) || IsDigit(c) || c == '_';
        }

        return good ? name : throw ServiceFault.Invalid("SignatureName", "4 to 50 letters, digits and underscores, first a letter.");
    }

    /// <summary>6 to 20 letters, digits and underscores; first a letter.</summary>
    public static string RequireKey(string key) =>
        IsGood(key, 20, "_") ? key : throw ServiceFault.Invalid("SignatureKey", "6 to 20 letters, digits and underscores, first a letter.");

    /// <summary>6 to 30 letters, digits and _ @ # ! *; first a letter.</summary>
    public static string RequireSecret(string secret) =>
        IsGood(secret, 30, "_@#!*")
            ? secret
            : throw ServiceFault.Invalid("SignatureSecret", "6 to 30 letters, digits and _@#!*, first a letter.");

    private static bool IsGood(string text, int longest, string signs)
    {
        var good = text.Length >= 6 && text.Length <= longest && IsLetter(text[0]);
        foreach (var c in text)
        {
            good &= IsLetter(c) || IsDigit(c) || signs.IndexOf(c.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) >= 0;
        }

        return good;
    }

    private static bool IsNameLetter(char c) => IsLetter(c) || c is >= '\u3400' and <= '\u9fff';

    private static bool IsLetter(char c) => c is >= 'A' and <= 'Z' or >= 'a' and <= 'z';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}

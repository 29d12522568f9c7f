using System.Security.Cryptography;

namespace AliGatewaySignature.CloudApi;

/// <summary>Makes Keys and Secrets within <see cref="KeyRules"/> from the system's cryptographic source.</summary>
internal static class KeyGenerator
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string LettersAndDigits = Letters + "0123456789";

    /// <summary>A Key of the full length, about 118 bits.</summary>
    public static string NewKey() => Generate(KeyRules.KeyMax, LettersAndDigits);

    /// <summary>A Secret of the full length, about 181 bits.</summary>
    public static string NewSecret() => Generate(KeyRules.SecretMax, LettersAndDigits + KeyRules.SecretPunctuation);

    private static string Generate(int length, string alphabet)
    {
        using var source = RandomNumberGenerator.Create();
        var text = new char[length];
        for (var i = 0; i < length; i++)
        {
            text[i] = Pick(source, i == 0 ? Letters : alphabet);
        }

        return new string(text);
    }

    private static char Pick(RandomNumberGenerator source, string alphabet)
    {
        // Bytes beyond the last whole multiple are thrown away, or the first characters would come more often.
        var limit = 256 - (256 % alphabet.Length);
        var one = new byte[1];
        do
        {
            source.GetBytes(one);
        }
        while (one[0] >= limit);
        return alphabet[one[0] % alphabet.Length];
    }
}

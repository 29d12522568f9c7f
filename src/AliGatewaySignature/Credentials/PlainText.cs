using System.Net;
using System.Runtime.InteropServices;
using System.Security;
using System.Text.RegularExpressions;

namespace AliGatewaySignature.Credentials;

/// <summary>The one place where a secret leaves its SecureString, and where one enters it.</summary>
internal static class PlainText
{
    private const string Hidden = "***";

    private static readonly Regex Escape = new("%[0-9A-F]{2}", RegexOptions.CultureInvariant);

    /// <summary>The text of a secret; keep it no longer than a request takes to build.</summary>
    public static string Reveal(SecureString secret)
    {
        // Not NetworkCredential, which ends the text at a NUL: whoever checks it would see another one than was given.
        var text = Marshal.SecureStringToBSTR(secret);
        try
        {
            return Marshal.PtrToStringBSTR(text);
        }
        finally
        {
            Marshal.ZeroFreeBSTR(text);
        }
    }

    public static SecureString Protect(string text)
    {
        var secret = new SecureString();
        foreach (var c in text)
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        return secret;
    }

    /// <summary>Enough of an AccessKey id to tell two of them apart.</summary>
    public static string Mask(string accessKeyId) =>
        accessKeyId.Length <= 8
            ? new string('*', accessKeyId.Length)
            : accessKeyId.Substring(0, 4) + "****" + accessKeyId.Substring(accessKeyId.Length - 4);

    /// <summary>
    /// Takes a secret out of a text that came from outside, also where it is percent-encoded once or twice, or encoded as
    /// forms are: a service may echo a parameter, or the string that it signed, and a proxy the address that it was asked for.
    /// </summary>
    public static string Scrub(string text, string secret)
    {
        if (secret.Length == 0)
        {
            return text;
        }

        var once = Uri.EscapeDataString(secret);
        var form = WebUtility.UrlEncode(secret);
        return text.Replace(Uri.EscapeDataString(once), Hidden).Replace(once, Hidden)
            .Replace(form, Hidden).Replace(Escape.Replace(form, found => found.Value.ToLowerInvariant()), Hidden)
            .Replace(secret, Hidden);
    }
}

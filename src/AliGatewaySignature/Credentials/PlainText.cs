using System.Runtime.InteropServices;
using System.Security;

namespace AliGatewaySignature.Credentials;

/// <summary>The one place where a secret leaves its SecureString, and where one enters it.</summary>
internal static class PlainText
{
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
}

using System.Net;
using System.Security;

namespace AliGatewaySignature.Credentials;

/// <summary>The one place where a secret leaves its SecureString, and where one enters it.</summary>
internal static class PlainText
{
    /// <summary>The text of a secret; keep it no longer than a request takes to build.</summary>
    public static string Of(SecureString secret) => new NetworkCredential(string.Empty, secret).Password;

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
        accessKeyId.Length <= 8 ? new string('*', accessKeyId.Length) : accessKeyId.Substring(0, 4) + "****" + accessKeyId.Substring(accessKeyId.Length - 4);
}

using System.Security.Cryptography;
using System.Text;

namespace AliGatewaySignature.Backend;

/// <summary>The signature of a string: HMAC-SHA256 with the Secret, Base64.</summary>
internal static class BackendSignature
{
    public static string Compute(string stringToSign, string secret)
    {
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(stringToSign)));
    }

    /// <summary>Whether two signatures are the same. The time that it takes does not tell where they differ.</summary>
    public static bool AreSame(string one, string other)
    {
        if (one.Length != other.Length)
        {
            return false;
        }

        var difference = 0;
        for (var i = 0; i < one.Length; i++)
        {
            difference |= one[i] ^ other[i];
        }

        return difference == 0;
    }
}

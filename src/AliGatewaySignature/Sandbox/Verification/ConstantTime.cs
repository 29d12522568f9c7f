namespace AliGatewaySignature.Sandbox.Verification;

/// <summary>Compares what must not tell by its duration where the difference is.</summary>
internal static class ConstantTime
{
    public static bool Same(string a, string b)
    {
        var difference = a.Length ^ b.Length;
        for (var i = 0; i < a.Length; i++)
        {
            difference |= a[i] ^ (i < b.Length ? b[i] : '\0');
        }

        return difference == 0;
    }
}

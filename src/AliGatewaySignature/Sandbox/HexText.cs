namespace AliGatewaySignature.Sandbox;

/// <summary>Bytes as lower-case hex digits.</summary>
internal static class HexText
{
    private const string Digits = "0123456789abcdef";

    public static string Lower(byte[] bytes) => Lower(bytes, bytes.Length);

    /// <summary>The first <paramref name="count"/> bytes only.</summary>
    public static string Lower(byte[] bytes, int count)
    {
        var text = new char[count * 2];
        for (var i = 0; i < count; i++)
        {
            text[2 * i] = Digits[bytes[i] >> 4];
            text[(2 * i) + 1] = Digits[bytes[i] & 15];
        }

        return new string(text);
    }
}

using System.Text;

namespace AliGatewaySignature.Sandbox.Wire;

/// <summary>
/// Escapes as the signing rules want it and unescapes what came over the wire. Written out here on
/// purpose: the sandbox must not share a mistake with the client that it checks.
/// </summary>
internal static class PercentCoding
{
    private const string Hex = "0123456789ABCDEF";

    /// <summary>Everything but letters, digits and - _ . ~ becomes %XX of its UTF-8 bytes.</summary>
    public static string Encode(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (IsUnreserved(value))
            {
                escaped.Append((char)value);
            }
            else
            {
                escaped.Append('%').Append(Hex[value >> 4]).Append(Hex[value & 15]);
            }
        }

        return escaped.ToString();
    }

    /// <summary>
    /// Undoes %XX, and + which older official clients send for a space. A % that starts nothing
    /// stays as it is.
    /// </summary>
    public static string Decode(string text)
    {
        if (text.IndexOf('%') < 0 && text.IndexOf('+') < 0)
        {
            return text;
        }

        var raw = Encoding.UTF8.GetBytes(text);
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            var value = raw[i];
            if (value == '+')
            {
                value = (byte)' ';
            }
            else if (value == '%' && i + 2 < raw.Length && Digit(raw[i + 1]) is >= 0 and var high && Digit(raw[i + 2]) is >= 0 and var low)
            {
                value = (byte)((high << 4) | low);
                i += 2;
            }

            raw[length++] = value;
        }

        return Encoding.UTF8.GetString(raw, 0, length);
    }

    private static bool IsUnreserved(byte value) =>
        value is >= (byte)'A' and <= (byte)'Z'
            or >= (byte)'a' and <= (byte)'z'
            or >= (byte)'0' and <= (byte)'9'
            or (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~';

    private static int Digit(byte value) => value switch
    {
        >= (byte)'0' and <= (byte)'9' => value - '0',
        >= (byte)'A' and <= (byte)'F' => value - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => value - 'a' + 10,
        _ => -1,
    };
}

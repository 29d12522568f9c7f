namespace AliGatewaySignature.Files;

/// <summary>Tells a file that somebody else holds from one that cannot be opened at all.</summary>
internal static class HeldFile
{
    /// <summary>Sharing and lock violations of Windows, EWOULDBLOCK of Linux and of macOS.</summary>
    private static readonly int[] Codes = [unchecked((int)0x80070020), unchecked((int)0x80070021), 11, 35];

    /// <summary>Whether opening a file failed because somebody holds it now.</summary>
    public static bool IsReason(IOException e) => Array.IndexOf(Codes, e.HResult) >= 0;
}

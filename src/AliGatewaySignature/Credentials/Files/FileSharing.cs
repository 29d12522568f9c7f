namespace AliGatewaySignature.Credentials.Files;

/// <summary>Whether others than the owner can read a file. On Windows the profile folder's access list sees to that.</summary>
internal static class FileSharing
{
    private const int OthersMayRead = 0b100_100; // Group and all.

    /// <summary>Notes a warning for a file of secrets that the machine's other users can read.</summary>
    public static void Check(string path, Machine machine, CredentialMemory memory)
    {
        if (!machine.IsWindows && UnixMode.Of(path) is { } mode && (mode & OthersMayRead) != 0)
        {
            memory.Warn(path, $"{path} holds credentials and can be read by other users of this machine: chmod 600 '{path}'.");
        }
    }
}

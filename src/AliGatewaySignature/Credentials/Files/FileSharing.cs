using System.Reflection;

namespace AliGatewaySignature.Credentials.Files;

/// <summary>Whether others than the owner can read a file. On Windows the profile folder's access list sees to that.</summary>
internal static class FileSharing
{
    private const int OthersMayRead = 0b100_100; // Group and all.

    // .NET Framework has no such method, and needs none.
    private static readonly MethodInfo? Mode = typeof(File).GetMethod("GetUnixFileMode", [typeof(string)]);

    /// <summary>Notes a warning for a file of secrets that the machine's other users can read.</summary>
    public static void Check(string path, Machine machine, CredentialMemory memory)
    {
        if (machine.IsWindows || Mode is null)
        {
            return;
        }

        try
        {
            var mode = (int)Mode.Invoke(null, [path]);
            if ((mode & OthersMayRead) != 0)
            {
                memory.Warn(path, $"{path} holds credentials and can be read by other users of this machine: chmod 600 '{path}'.");
            }
        }
        catch (TargetInvocationException)
        {
            // Reading the file will tell what is wrong with it.
        }
    }
}

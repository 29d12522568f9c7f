using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AliGatewaySignature.Snapshots;

/// <summary>What .NET Standard has no call for: a look at a file that is locked.</summary>
internal static class UnixFile
{
    /// <summary>Whether files have owners and modes here.</summary>
    public static bool IsHere { get; } = Path.DirectorySeparatorChar == '/';

    /// <summary>Reads past the lock that .NET holds: it stops those who ask for it, and nobody else.</summary>
    /// <returns>Null where it cannot be read.</returns>
    public static string? TryRead(string path)
    {
        const int ReadOnly = 0;
        var descriptor = Native.open(Encoding.UTF8.GetBytes(path + "\0"), ReadOnly);
        if (descriptor < 0)
        {
            return null;
        }

        using var stream = new FileStream(new SafeFileHandle((IntPtr)descriptor, ownsHandle: true), FileAccess.Read);
        return ReadStart(stream);
    }

    /// <summary>The first characters: all that a lock has.</summary>
    public static string ReadStart(Stream stream)
    {
        using var reader = new StreamReader(stream);
        var text = new char[128];
        return new string(text, 0, reader.ReadBlock(text, 0, text.Length));
    }

    private static class Native
    {
#pragma warning disable IDE1006, SA1300 // The names of the C library.
        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int open([In] byte[] path, int flags);
#pragma warning restore IDE1006, SA1300
    }
}

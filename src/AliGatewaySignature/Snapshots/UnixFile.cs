using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AliGatewaySignature.Snapshots;

/// <summary>
/// What .NET Standard has no call for: a new file that is its owner's from the first moment, and a look at a file that is locked.
/// </summary>
internal static class UnixFile
{
    /// <summary>Whether files have owners and modes here.</summary>
    public static bool IsHere { get; } = Path.DirectorySeparatorChar == '/';

    /// <summary>Creates a file that only its owner may read and write.</summary>
    /// <param name="start">What its path begins with; letters that nothing there has follow.</param>
    public static (FileStream Stream, string Path) CreatePrivate(string start)
    {
        var template = Encoding.UTF8.GetBytes(start + "XXXXXX\0");
        var descriptor = Native.mkstemp(template);
        if (descriptor < 0)
        {
            throw new IOException(new Win32Exception(Marshal.GetLastWin32Error()).Message);
        }

        var stream = new FileStream(new SafeFileHandle((IntPtr)descriptor, ownsHandle: true), FileAccess.Write);
        return (stream, Encoding.UTF8.GetString(template, 0, template.Length - 1));
    }

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
        public static extern int mkstemp([In, Out] byte[] template);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int open([In] byte[] path, int flags);
#pragma warning restore IDE1006, SA1300
    }
}

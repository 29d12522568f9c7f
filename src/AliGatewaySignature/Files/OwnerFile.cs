using System.Reflection;
using System.Runtime.InteropServices;

namespace AliGatewaySignature.Files;

/// <summary>
/// Makes a file that its owner alone may read: mode 0600, from its first moment on. On Windows a file has the access list of its folder,
/// and that of a user's profile lets the user, the system and administrators in.
/// </summary>
internal static class OwnerFile
{
    private const int OwnerReadsAndWrites = 0b110_000_000;

    // From .NET 7 on. The members are not in netstandard2.0.
    private static readonly Type? Options = typeof(FileStream).Assembly.GetType("System.IO.FileStreamOptions");
    private static readonly PropertyInfo? Mode = Options?.GetProperty("UnixCreateMode");

    /// <exception cref="IOException">It is there already, or cannot be made.</exception>
    public static void Create(string path)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None).Dispose();
        }
        else if (Mode is not null)
        {
            CreateWithMode(path);
        }
        else
        {
            // Nothing is in it yet when it gets its mode.
            new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None).Dispose();
            if (ChangeMode(path, OwnerReadsAndWrites) != 0)
            {
                File.Delete(path);
                throw new IOException("Its mode could not be set to 0600.");
            }
        }
    }

    private static void CreateWithMode(string path)
    {
        var options = Activator.CreateInstance(Options!);
        foreach (var (name, value) in new (string, object)[]
        {
            ("Mode", FileMode.CreateNew), ("Access", FileAccess.Write), ("Share", FileShare.None),
            ("UnixCreateMode", Enum.ToObject(Nullable.GetUnderlyingType(Mode!.PropertyType)!, OwnerReadsAndWrites)),
        })
        {
            Options!.GetProperty(name)!.SetValue(options, value);
        }

        try
        {
            ((FileStream)Activator.CreateInstance(typeof(FileStream), path, options)!).Dispose();
        }
        catch (TargetInvocationException e) when (e.InnerException is IOException or UnauthorizedAccessException)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e.InnerException).Throw();
        }
    }

    [DllImport("libc", EntryPoint = "chmod", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeMode(string path, int mode);
}

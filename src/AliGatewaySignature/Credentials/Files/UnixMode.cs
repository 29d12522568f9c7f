using System.Reflection;

namespace AliGatewaySignature.Credentials.Files;

/// <summary>What a file's owner, its group and everybody may do with it. Only Unix has such a mode.</summary>
internal static class UnixMode
{
    // .NET Framework has no such method, and needs none.
    private static readonly MethodInfo? Getter = typeof(File).GetMethod("GetUnixFileMode", [typeof(string)]);

    /// <returns>The nine bits; null where nobody can tell.</returns>
    public static int? Of(string path)
    {
        if (Getter is null)
        {
            return null;
        }

        try
        {
            return (int)Getter.Invoke(null, [path]);
        }
        catch (TargetInvocationException)
        {
            // Windows, or a file that cannot be looked at. Opening it will tell what is wrong with it.
            return null;
        }
    }
}

using System.Security;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Files;

/// <summary>Reads a file that holds credentials; a byte order mark and any line ends are normal.</summary>
internal static class TextFile
{
    /// <summary>No file of this kind is larger; a larger one is something else.</summary>
    private const int Largest = 4 * 1024 * 1024;

    /// <summary>Whether something of that name is there. A folder is too: reading it will tell that it is none of ours.</summary>
    public static bool IsThere(string path) => File.Exists(path) || Directory.Exists(path);

    /// <param name="path">The file.</param>
    /// <param name="origin">Who named it, for the message; null where the path itself says enough.</param>
    /// <exception cref="AgException">There is no such file, or it cannot be read.</exception>
    public static string Read(string path, string? origin = null)
    {
        var before = origin is null ? "" : origin + ": ";
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > Largest)
            {
                throw new AgException(Faults.CredentialSourceInvalid, $"{before}{path} is too large to be a file of credentials.");
            }

            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AgException(Faults.ProfileNotFound, $"{before}{path} does not exist.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException
            or ArgumentException)
        {
            throw new AgException(Faults.CredentialSourceInvalid, $"{before}{path} cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }
}

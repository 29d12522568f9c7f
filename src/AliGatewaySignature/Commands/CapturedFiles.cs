using System.Management.Automation;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Commands;

/// <summary>From -Path or -LiteralPath to files with captured requests, as Get-Content finds them.</summary>
internal static class CapturedFiles
{
    /// <param name="cmdlet">Whose location and drives count.</param>
    /// <param name="path">The path as it was given.</param>
    /// <param name="isLiteral">Whether its wildcards are letters like others.</param>
    /// <exception cref="AgException">There is none, or not in the file system.</exception>
    public static IReadOnlyList<string> Find(PSCmdlet cmdlet, string path, bool isLiteral)
    {
        try
        {
            var paths = cmdlet.SessionState.Path;
            ProviderInfo provider;
            IReadOnlyList<string> found = isLiteral
                ? [paths.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)]
                : [.. paths.GetResolvedProviderPathFromPSPath(path, out provider)];
            return !string.Equals(provider.Name, "FileSystem", StringComparison.OrdinalIgnoreCase)
                    ? throw Refused(path, $"it is a path of {provider.Name}, and not of the file system")
                : found.Count == 0 ? throw Refused(path, "no file matches it")
                : found;
        }
        catch (Exception e) when (e is RuntimeException or ArgumentException or NotSupportedException)
        {
            throw Refused(path, e.Message, e);
        }
    }

    /// <exception cref="AgException">It cannot be read.</exception>
    public static byte[] Read(string file)
    {
        try
        {
            return Directory.Exists(file) ? throw Refused(file, "it is a folder") : File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Refused(file, e.Message, e);
        }
    }

    private static AgException Refused(string path, string why, Exception? cause = null) =>
        new(Faults.InvalidInput, $"The file '{path}' could not be read: {why.TrimEnd('.')}.", cause);
}
